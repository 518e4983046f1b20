package io.mailbridge.signature;

/** Checks the signature of a request with the keys of one source. Thread-safe; never throws, whatever it is given. */
public interface SignatureVerifier {
    Verdict verify(SignedRequest request);
}
