package dev.migrationsentry.ledger;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Finds out by which algorithm, and of which form of a file, a recorded checksum was made.
public final class Checksums {
  private Checksums() {}

  /// The form of a file of which a checksum was made.
  public enum Form {
    /// Its bytes.
    AS_IS("as it is"),

    /// Without the byte order mark at its start.
    WITHOUT_MARK("without its byte order mark"),

    /// With `\n` at the line ends.
    LINE_FEEDS("with line feeds at the line ends"),

    /// With `\r\n` at the line ends.
    CARRIAGE_RETURNS("with carriage returns at the line ends"),

    /// Without blanks at both ends.
    STRIPPED("without blanks at both ends");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /// As a sentence part.
    public String words() {
      return words;
    }
  }

  /// How a checksum was made.
  ///
  /// @param algorithm `SHA-256`, `CRC32 of its lines`, …
  /// @param form of which form of the file
  public record Match(String algorithm, Form form) {}

  /// How a recorded checksum was made of a file, or null when it was not made of this content.
  ///
  /// @param recorded in hexadecimal with or without a leading `\x`, `sha256:` and the like, or as a
  ///   signed number (Flyway)
  /// @param content the file's bytes
  public static @Nullable Match of(String recorded, byte[] content) {
    String plain = plain(recorded);
    for (Map.Entry<Form, byte[]> form : forms(content).entrySet()) {
      String algorithm = algorithm(plain, form.getValue());
      if (algorithm != null) {
        return new Match(algorithm, form.getKey());
      }
    }
    return null;
  }

  /// What a checksum looks like when it is shown: its first characters.
  public static String shown(String recorded) {
    String plain = plain(recorded);
    return plain.length() > 12 ? plain.substring(0, 12) : plain;
  }

  private static String plain(String recorded) {
    String text = recorded.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("\\x")) {
      return text.substring(2);
    }
    return text.substring(text.lastIndexOf(':') + 1);
  }

  private static Map<Form, byte[]> forms(byte[] content) {
    Map<Form, byte[]> forms = new LinkedHashMap<>();
    forms.put(Form.AS_IS, content);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String unmarked = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    String feeds = unmarked.replace("\r\n", "\n");
    forms.put(Form.WITHOUT_MARK, bytes(unmarked));
    forms.put(Form.LINE_FEEDS, bytes(feeds));
    forms.put(Form.CARRIAGE_RETURNS, bytes(feeds.replace("\n", "\r\n")));
    forms.put(Form.STRIPPED, bytes(feeds.strip()));
    return forms;
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String algorithm(String recorded, byte[] content) {
    for (String name : new String[] {"SHA-256", "SHA-1", "SHA-384", "SHA-512", "MD5"}) {
      if (recorded.equals(HexFormat.of().formatHex(digest(name, content)))) {
        return name;
      }
    }
    byte[] blob = bytes("blob " + content.length + "\0");
    byte[] whole = new byte[blob.length + content.length];
    System.arraycopy(blob, 0, whole, 0, blob.length);
    System.arraycopy(content, 0, whole, blob.length, content.length);
    if (recorded.equals(HexFormat.of().formatHex(digest("SHA-1", whole)))) {
      return "SHA-1 of git";
    }
    int lines = lines(content);
    if (recorded.equals(Integer.toString(lines))) {
      return "CRC32 of its lines";
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    boolean plainCrc =
        recorded.equals(Long.toString(crc.getValue()))
            || recorded.equals(String.format(Locale.ROOT, "%08x", crc.getValue()));
    return plainCrc ? "CRC32" : null;
  }

  /// Flyway's checksum: the CRC32 of all lines without their ends and without a byte order mark, as
  /// a signed number of 32 bits (Flyway's `ChecksumCalculator`).
  static int lines(byte[] content) {
    CRC32 crc = new CRC32();
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String unmarked = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    unmarked.lines().forEach(line -> crc.update(bytes(line)));
    return BigInteger.valueOf(crc.getValue()).intValue();
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
