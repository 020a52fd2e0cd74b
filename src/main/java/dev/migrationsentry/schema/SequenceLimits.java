package dev.migrationsentry.schema;

/// The limits of the types that sequences count in.
public final class SequenceLimits {
  private SequenceLimits() {}

  /// The highest number of `int2`, `int4` or `int8`.
  public static long highest(String type) {
    return switch (type) {
      case "int2" -> Short.MAX_VALUE;
      case "int4" -> Integer.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  /// The lowest number of `int2`, `int4` or `int8`.
  public static long lowest(String type) {
    return -highest(type) - 1;
  }
}
