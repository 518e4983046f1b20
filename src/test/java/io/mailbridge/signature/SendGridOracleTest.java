package io.mailbridge.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.sendgrid.helpers.eventwebhook.EventWebhook;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Twilio SendGrid's own library: what is valid for it is valid, and what it refuses is not. */
class SendGridOracleTest {
    private static final KeyPair KEY = newKey();
    private static final KeyPair OTHER_KEY = newKey();

    @BeforeContainer
    static void addProvider() {
        Security.addProvider(new JavasOwn());
    }

    @AfterContainer
    static void removeProvider() {
        Security.removeProvider("BC");
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldJudgeAsSendGrid(@ForAll("bodies") String body, @ForAll Change change) throws Exception {
        String time = Signed.seconds(Signed.NOW);
        byte[] code = sign(change == Change.OTHER_KEY ? OTHER_KEY : KEY, time + body);
        if (change == Change.CODE) {
            code[code.length - 1] ^= 1;
        }
        if (change == Change.NO_CODE) {
            code = Signed.bytes("no signature");
        }
        String sentTime = change == Change.TIME ? Long.toString(Long.parseLong(time) + 1) : time;
        String sentBody = change == Change.BODY ? body + " " : body;
        String sentCode = Base64.getEncoder().encodeToString(code);

        assertThat(ours(sentBody, sentTime, sentCode)).isEqualTo(change == Change.NONE);
        assertThat(theirs(sentBody, sentTime, sentCode)).isEqualTo(change == Change.NONE);
    }

    @Provide
    Arbitrary<String> bodies() {
        return OddTexts.any();
    }

    private static boolean ours(String body, String time, String code) {
        return Signed.scheme("ecdsa", "header", "Sig", "timestamp-header", "Time")
                .verifier(Signed.keys(published(KEY)))
                .verify(Signed.request(body, "Sig", code, "Time", time))
                .isValid();
    }

    private static boolean theirs(String body, String time, String code) {
        try {
            EventWebhook library = new EventWebhook();
            ECPublicKey key = library.ConvertPublicKeyToECDSA(published(KEY));
            return library.VerifySignature(key, Signed.bytes(body), code, time);
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    private static String published(KeyPair key) {
        return Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
    }

    private static byte[] sign(KeyPair key, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(Signed.bytes(text));
        return signature.sign();
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    enum Change {
        NONE,
        BODY,
        TIME,
        CODE,
        NO_CODE,
        OTHER_KEY
    }

    /**
     * The library asks for Bouncy Castle by its name. Java's own algorithms do under that name: what is compared is what
     * the library signs and how it reads it, and 8 MB are not downloaded.
     */
    private static final class JavasOwn extends Provider {
        JavasOwn() {
            super("BC", "1", "Java's own elliptic curves");
            putService(new Alias(this, "KeyFactory", "ECDSA", "EC"));
            putService(new Alias(this, "Signature", "SHA256withECDSA", "SHA256withECDSA"));
        }
    }

    private static final class Alias extends Provider.Service {
        private final String real;

        Alias(Provider provider, String type, String algorithm, String real) {
            super(provider, type, algorithm, Alias.class.getName(), null, null);
            this.real = real;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return Security.getProvider("SunEC").getService(getType(), real).newInstance(parameter);
        }
    }
}
