package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form as a tree: nothing of it is lost, however its names are written. */
class FormTreeTest {
    private static final FormBody FORMS = new FormBody(null, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a=1&b=2                     | {'a':'1','b':'2'}",
                "a=                          | {'a':''}",
                "a=1&b                       | {'a':'1','b':''}",
                "=1                          | {'':'1'}",
                "a=x%26y%3Dz+%C3%BC          | {'a':'x&y=z ü'}",
                "a=1=2                       | {'a':'1=2'}",
                "a.b=1&c+d=2&e-f=3           | {'a.b':'1','c d':'2','e-f':'3'}",
                "tag=a&x=1&tag=b             | {'tag':['a','b'],'x':'1'}",
                "a[b]=1&a[c]=2               | {'a':{'b':'1','c':'2'}}",
                "a%5Bb%5D%5Bc%5D=1&a[b][d]=2 | {'a':{'b':{'c':'1','d':'2'}}}",
                "a[b]=1&a[b]=2               | {'a':{'b':['1','2']}}",
                "a[0][b]=1&a[1][b]=2         | {'a':[{'b':'1'},{'b':'2'}]}",
                "a[1]=y&a[0]=x               | {'a':['x','y']}",
                "a[]=x&a[]=y                 | {'a':['x','y']}",
                "a[][b]=1                    | {'a':[{'b':'1'}]}",
                "a[][b]=1&a[][c]=2&a[][b]=3  | {'a':[{'b':'1','c':'2'},{'b':'3'}]}",
                "a[][b][]=1&a[][b][]=2       | {'a':[{'b':['1','2']}]}",
                "a[][]=1&a[][]=2             | {'a':[['1','2']]}",
                "a[0]=x&a[]=y                | {'a':['x','y']}",
                "a[]=x&a[b]=y                | {'a':{'0':'x','b':'y'}}",
                "a[17]=x                     | {'a':{'17':'x'}}",
                "a[00]=x                     | {'a':{'00':'x'}}",
                "a[99999999999999999999]=x   | {'a':{'99999999999999999999':'x'}}",
                "0=x                         | {'0':'x'}",
                "a=1&a[b]=2                  | {'a':['1',{'b':'2'}]}",
                "a[b]=2&a=1                  | {'a':['1',{'b':'2'}]}",
                "a[b=1&a]=2&[a]=3            | {'a[b':'1','a]':'2','[a]':'3'}",
                "a[b]c=1&a[b]c[d]=2          | {'a[b]c':'1','a[b]c[d]':'2'}",
                "a[b[c]=1                    | {'a':{'b[c':'1'}}",
                "&&a=1&&                     | {'a':'1'}",
            })
    void shouldKeepEverything(String form, String tree) {
        assertThat(json(form)).isEqualTo(tree.replace('\'', '"'));
    }

    @Test
    void shouldLeaveOutTheLineEndOfAFile() {
        assertThat(json("a=1\r\n")).isEqualTo("{\"a\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[]", " \n{\"a\":1}", "\ufeff{}", "", " "})
    void shouldTakeJsonAsItIs(String body) {
        assertThat(json(body)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello    | The body has to be JSON or a form.",
                "a&b      | The body has to be JSON or a form.",
                "a=%      | The form cannot be read: a percent sign without two hexadecimal digits.",
                "a%x=1    | The form cannot be read: a percent sign without two hexadecimal digits.",
            })
    void shouldRefuseWhatIsNoForm(String form, String message) {
        assertThatThrownBy(() -> json(form)).isInstanceOf(UnreadableBody.class).hasMessage(message);
    }

    @Test
    void shouldLimitFieldsAndLevels() {
        assertThat(json("a=1&".repeat(1000)).length()).isEqualTo(4007);
        assertThatThrownBy(() -> json("a=1&".repeat(1001)))
                .isInstanceOf(UnreadableBody.class)
                .hasMessage("The form cannot be read: a form of more than 1000 fields.");

        assertThat(json("a" + "[b]".repeat(31) + "=1")).contains("{\"b\":\"1\"}");
        assertThatThrownBy(() -> json("a" + "[b]".repeat(32) + "=1"))
                .isInstanceOf(UnreadableBody.class)
                .hasMessage("The names of a form may have 32 levels at most.");
    }

    private static String json(String form) {
        return new String(FORMS.json(form.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
