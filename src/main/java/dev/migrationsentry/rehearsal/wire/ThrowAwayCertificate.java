package dev.migrationsentry.rehearsal.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate for `localhost` and 127.0.0.1 that signs itself, made for one run (RFC 5280,
/// section 4.1, in the encoding of ITU-T X.690).
final class ThrowAwayCertificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  private static final byte[] ECDSA_WITH_SHA256 = bytes("06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = bytes("0603550403");
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = bytes("0603551d11");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final KeyPair keys;
  private final byte[] encoded;

  private ThrowAwayCertificate(KeyPair keys, byte[] encoded) {
    this.keys = keys;
    this.encoded = encoded;
  }

  /// Makes one, valid from yesterday for a month.
  static ThrowAwayCertificate make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] content = content(keys);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return new ThrowAwayCertificate(
          keys,
          element(
              SEQUENCE,
              content,
              element(SEQUENCE, ECDSA_WITH_SHA256),
              element(BIT_STRING, new byte[1], signature.sign())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has elliptic curves", e);
    }
  }

  private static byte[] content(KeyPair keys) {
    byte[] serial = new byte[8];
    new SecureRandom().nextBytes(serial);
    serial[0] = 1;
    byte[] name =
        element(
            SEQUENCE,
            element(SET, element(SEQUENCE, COMMON_NAME, element(UTF8_STRING, ascii("localhost")))));
    Instant now = Instant.now();
    return element(
        SEQUENCE,
        element(VERSION, element(INTEGER, new byte[] {2})),
        element(INTEGER, serial),
        element(SEQUENCE, ECDSA_WITH_SHA256),
        name,
        element(
            SEQUENCE,
            element(UTC_TIME, ascii(TIME.format(now.minus(Duration.ofDays(1))))),
            element(UTC_TIME, ascii(TIME.format(now.plus(Duration.ofDays(30)))))),
        name,
        keys.getPublic().getEncoded(),
        element(
            EXTENSIONS,
            element(
                SEQUENCE,
                element(
                    SEQUENCE,
                    SUBJECT_ALTERNATIVE_NAME,
                    element(
                        OCTET_STRING,
                        element(
                            SEQUENCE,
                            element(DNS_NAME, ascii("localhost")),
                            element(IP_ADDRESS, new byte[] {127, 0, 0, 1})))))));
  }

  /// A tag, the length of what follows, and what follows.
  private static byte[] element(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal);
  }

  /// The text form, for clients that want to know whom to trust.
  String pem() {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, ascii("\n")).encodeToString(encoded)
        + "\n-----END CERTIFICATE-----\n";
  }

  /// TLS with this certificate.
  SSLContext context() {
    try {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the certificate was made for this", e);
    }
  }
}
