package dev.migrationsentry.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A password as PostgreSQL stores it (RFC 5803, `src/common/scram-common.c`). The many rounds that
/// protect a weak password cost each new connection some milliseconds; a long random one needs one
/// round only.
final class ScramVerifier {
  private static final String HMAC = "HmacSHA256";

  private ScramVerifier() {}

  /// What the server takes for a password in place of its text.
  ///
  /// @param password printable ASCII
  static String of(String password) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    try {
      byte[] first = new byte[salt.length + 4];
      System.arraycopy(salt, 0, first, 0, salt.length);
      first[first.length - 1] = 1;
      byte[] salted = hmac(password.getBytes(StandardCharsets.US_ASCII), first);
      byte[] client = hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
      byte[] stored = MessageDigest.getInstance("SHA-256").digest(client);
      byte[] server = hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
      Base64.Encoder base64 = Base64.getEncoder();
      return "SCRAM-SHA-256$1:"
          + base64.encodeToString(salt)
          + "$"
          + base64.encodeToString(stored)
          + ":"
          + base64.encodeToString(server);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac.doFinal(text);
  }
}
