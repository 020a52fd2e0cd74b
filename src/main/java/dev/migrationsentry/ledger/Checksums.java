package dev.migrationsentry.ledger;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Finds out by which algorithm, and of which form of a file, a recorded checksum was made.
public final class Checksums {
  /// Runners whose own algorithm is among those that are tried, so that a checksum without a match
  /// was made of another content.
  private static final Set<String> KNOWN =
      Set.of(
          "flyway",
          "prisma",
          "sqlx",
          "postgres-migrations",
          "graphile-migrate",
          "drizzle",
          Ledgers.SENTRY);

  private static final List<String> DIGESTS =
      List.of("SHA-256", "SHA-1", "SHA-384", "SHA-512", "MD5");

  /// The least number of digits of a shortened checksum that is told from chance.
  private static final int LEAST_DIGITS = 12;

  private static final String MARK = "\u00ef\u00bb\u00bf";

  private Checksums() {}

  /// The form of a file of which a checksum was made.
  public enum Form {
    /// Its bytes.
    AS_IS("as it is"),

    /// Without the byte order mark at its start.
    WITHOUT_MARK("without its byte order mark"),

    /// With a byte order mark at its start.
    WITH_MARK("with a byte order mark"),

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

  /// Whether the algorithm of a runner is known, so that a checksum without a match means an edit.
  public static boolean isKnown(String runner) {
    return KNOWN.contains(runner);
  }

  /// How a recorded checksum was made of a file, or null when it was not made of this content, or
  /// in a way that is not known here.
  ///
  /// @param recorded in hexadecimal with or without a leading `\x`, `sha256:` and the like, whole
  ///   or its first digits; in Base64; or as a signed number (Flyway)
  /// @param content the file's bytes
  public static @Nullable Match of(String recorded, byte[] content) {
    return of(recorded, "", content);
  }

  /// The same, for algorithms that take the file's name in.
  ///
  /// @param name the name of the file without its folders
  public static @Nullable Match of(String recorded, String name, byte[] content) {
    String given = recorded.strip();
    String plain = plain(given);
    for (Shape shape : shapes(content)) {
      String algorithm = algorithm(given, plain, name, shape.bytes());
      if (algorithm != null) {
        return new Match(algorithm, shape.form());
      }
    }
    return null;
  }

  /// What a checksum looks like when it is shown: its first characters.
  public static String shown(String recorded) {
    String plain = plain(recorded.strip());
    return plain.length() > 12 ? plain.substring(0, 12) : plain;
  }

  private static String plain(String recorded) {
    String text = recorded.toLowerCase(Locale.ROOT);
    if (text.startsWith("\\x")) {
      return text.substring(2);
    }
    return text.substring(text.lastIndexOf(':') + 1);
  }

  /// A form of a file, with its bytes. Arrays compare by identity here; nobody compares shapes.
  @SuppressWarnings("ArrayRecordComponent")
  record Shape(Form form, byte[] bytes) {}

  static List<Shape> shapes(byte[] content) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape(Form.AS_IS, content));
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String unmarked = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    String feeds = unmarked.replace("\r\n", "\n");
    String returns = feeds.replace("\n", "\r\n");
    shapes.add(new Shape(Form.WITHOUT_MARK, bytes(unmarked)));
    shapes.add(new Shape(Form.WITH_MARK, bytes(MARK + unmarked)));
    shapes.add(new Shape(Form.LINE_FEEDS, bytes(feeds)));
    shapes.add(new Shape(Form.LINE_FEEDS, bytes(MARK + feeds)));
    shapes.add(new Shape(Form.CARRIAGE_RETURNS, bytes(returns)));
    shapes.add(new Shape(Form.CARRIAGE_RETURNS, bytes(MARK + returns)));
    shapes.add(new Shape(Form.STRIPPED, bytes(feeds.strip())));
    return shapes;
  }

  static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String algorithm(
      String given, String plain, String name, byte[] content) {
    for (String digest : DIGESTS) {
      if (is(given, plain, digest, content)) {
        return digest;
      }
    }
    byte[] named = name.getBytes(StandardCharsets.UTF_8);
    if (named.length > 0) {
      for (String digest : DIGESTS) {
        if (is(given, plain, digest, joined(named, content))) {
          return digest + " of the file's name and its content";
        }
      }
    }
    if (is(given, plain, "SHA-1", joined(bytes("blob " + content.length + "\0"), content))) {
      return "SHA-1 of git";
    }
    boolean headed = new String(content, StandardCharsets.ISO_8859_1).startsWith("--! ");
    if (headed && is(given, plain, "SHA-1", chained(content))) {
      return "SHA-1 of the one before it and its body";
    }
    if (plain.equals(Integer.toString(lines(content)))) {
      return "CRC32 of its lines";
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    boolean whole =
        plain.equals(Long.toString(crc.getValue()))
            || plain.equals(Integer.toString(BigInteger.valueOf(crc.getValue()).intValue()))
            || plain.equals(String.format(Locale.ROOT, "%08x", crc.getValue()));
    return whole ? "CRC32" : null;
  }

  private static boolean is(String given, String plain, String algorithm, byte[] content) {
    int digits =
        switch (algorithm) {
          case "SHA-256" -> 64;
          case "SHA-1" -> 40;
          case "SHA-384" -> 96;
          case "SHA-512" -> 128;
          default -> 32;
        };
    boolean whole = plain.length() == digits;
    // A length that belongs to another algorithm is no shortened checksum of this one.
    boolean shortened =
        plain.length() >= LEAST_DIGITS
            && plain.length() < digits
            && !Set.of(32, 40, 64, 96).contains(plain.length());
    boolean base64 = given.length() == (digits / 2 + 2) / 3 * 4;
    if (!whole && !shortened && !base64) {
      return false;
    }
    byte[] digest = digest(algorithm, content);
    String hex = HexFormat.of().formatHex(digest);
    return ((whole || shortened) && hex.startsWith(plain))
        || (base64 && given.equals(Base64.getEncoder().encodeToString(digest)));
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] whole = new byte[first.length + second.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(second, 0, whole, first.length, second.length);
    return whole;
  }

  /// What graphile-migrate makes its checksum of: that of the migration before, as the header `--!
  /// Previous` names it, and the text after the headers without blanks at both ends
  /// (graphile-migrate, `hash.ts` and `parseMigrationText`).
  private static byte[] chained(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String previous = "";
    int at = 0;
    while (text.startsWith("--! ", at)) {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      if (line.startsWith("--! Previous:")) {
        previous = line.substring(line.indexOf(':') + 1).strip();
      }
      at = end < 0 ? text.length() : end + 1;
    }
    String before = previous.equals("-") ? "" : previous;
    return bytes((before + "\n" + text.substring(at).strip()).strip() + "\n");
  }

  /// Flyway's checksum: the CRC32 of all lines without their ends and without a byte order mark, as
  /// a signed number of 32 bits (Flyway's `ChecksumCalculator`).
  static int lines(byte[] content) {
    CRC32 crc = new CRC32();
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String unmarked = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    unmarked.lines().forEach(line -> crc.update(bytes(line)));
    return BigInteger.valueOf(crc.getValue()).intValue();
  }

  static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
