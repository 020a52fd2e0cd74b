package dev.migrationsentry.rehearsal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A prepared statement with the values that a client gave for its parameters (PostgreSQL manual,
/// section 54.7, Parse and Bind).
///
/// @param sql its text
/// @param types the types of its parameters as far as the client named them, by their numbers in
///   `pg_type`
/// @param values the values of `$1` and so on; null for NULL and for what is too long to be kept
record BoundStatement(String sql, List<Integer> types, List<@Nullable String> values) {
  static final BoundStatement NONE = new BoundStatement("", List.of(), List.of());

  private static final int INT8 = 20;
  private static final int INT2 = 21;
  private static final int INT4 = 23;

  /// Reads what stands behind the name in a Parse message.
  static BoundStatement parsed(MessageReader reader) {
    String sql = reader.nextText();
    List<Integer> types = new ArrayList<>();
    for (int left = reader.nextShort(); left > 0 && reader.hasMore(); left--) {
      types.add(reader.nextInt());
    }
    return new BoundStatement(sql, List.copyOf(types), List.of());
  }

  /// Reads what stands behind the names in a Bind message, as far as it is there.
  BoundStatement bound(MessageReader reader, Charset charset) {
    List<Integer> formats = new ArrayList<>();
    for (int left = reader.nextShort(); left > 0 && reader.hasMore(); left--) {
      formats.add(reader.nextShort());
    }
    List<@Nullable String> given = new ArrayList<>();
    int count = reader.nextShort();
    for (int at = 0; at < count && reader.hasMore(); at++) {
      byte[] bytes = reader.nextValue();
      int format = formats.isEmpty() ? 0 : formats.get(Math.min(at, formats.size() - 1));
      int type = at < types.size() ? types.get(at) : 0;
      given.add(bytes == null ? null : text(bytes, format == 1, type, charset));
    }
    return new BoundStatement(sql, types, Collections.unmodifiableList(given));
  }

  private static String text(byte[] bytes, boolean binary, int type, Charset charset) {
    boolean number = type == INT2 || type == INT4 || type == INT8;
    boolean printable = true;
    for (byte letter : bytes) {
      printable &= letter < 0 || letter >= ' ';
    }
    if (!binary || (printable && !number)) {
      return new String(bytes, charset);
    }
    // Many drivers leave the type of a number to the server.
    return switch (bytes.length) {
      case Short.BYTES -> Short.toString(ByteBuffer.wrap(bytes).getShort());
      case Integer.BYTES -> Integer.toString(ByteBuffer.wrap(bytes).getInt());
      case Long.BYTES -> Long.toString(ByteBuffer.wrap(bytes).getLong());
      case 1 -> bytes[0] == 0 ? "f" : "t";
      default -> "\\x" + HexFormat.of().formatHex(bytes);
    };
  }
}
