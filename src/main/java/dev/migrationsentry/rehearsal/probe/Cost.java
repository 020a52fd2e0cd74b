package dev.migrationsentry.rehearsal.probe;

/// What a probe is expected to cost.
///
/// @param access how the server can answer
/// @param rows the rows that it may have to look at, by the catalog's estimate; -1 where there is
///   none
public record Cost(Access access, long rows) implements Comparable<Cost> {
  /// How the server can answer, the cheapest first.
  public enum Access {
    /// The first row decides.
    FIRST_ROW("first row", 0),
    /// An index leads to the rows in question.
    INDEX("index scan possible", 0.01),
    /// All rows are read once.
    FULL_SCAN("full scan", 1),
    /// All rows are read, and each is looked up in another table.
    FULL_SCAN_WITH_LOOKUPS("full scan with a lookup per row", 4),
    /// All rows are read and grouped.
    GROUPING("full scan and grouping", 3),
    /// All pairs of rows may be compared.
    PAIRS("comparison of pairs of rows", 40);

    private final String words;
    private final double factor;

    Access(String words, double factor) {
      this.words = words;
      this.factor = factor;
    }

    /// The access in plain words.
    public String words() {
      return words;
    }
  }

  /// Tables of which no estimate is known are taken for middling ones.
  private static final long UNKNOWN_SIZE = 100_000;

  private double work() {
    return access.factor * (rows < 0 ? UNKNOWN_SIZE : rows);
  }

  @Override
  public int compareTo(Cost other) {
    int byWork = Double.compare(work(), other.work());
    return byWork != 0 ? byWork : access.compareTo(other.access);
  }
}
