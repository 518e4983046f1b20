package io.mailbridge.tool;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A header of a request as it is typed: {@code Name: value}, as curl takes it, or {@code Name=value}. */
record RequestHeader(String name, String value) {
    static final class Converter implements ITypeConverter<RequestHeader> {
        @Override
        public RequestHeader convert(String text) {
            String name = text.split("[:=]", 2)[0];
            // the characters that RFC 9110 allows in a name
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || name.length() == text.length()) {
                throw new TypeConversionException("a header is written as 'Name: value' or Name=value");
            }
            return new RequestHeader(name, text.substring(name.length() + 1).trim());
        }
    }

    /** By name, whatever its case. */
    static Map<String, String> byName(List<RequestHeader> headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> byName.put(header.name(), header.value()));
        return byName;
    }
}
