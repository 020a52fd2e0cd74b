package dev.migrationsentry.sql;

import java.util.Arrays;

/// The keywords of PostgreSQL 18 with their categories, as `pg_get_keywords()` lists them (manual,
/// appendix C).
///
/// A keyword is known by its number, which is positive and below [#LIMIT]; 0 means that a word is
/// no keyword.
final class Keywords {
  /// Unreserved, and also allowed as a column label without AS.
  private static final String UNRESERVED =
      """
      abort absent absolute access action add admin after aggregate also alter always
      asensitive assertion assignment at atomic attach attribute backward before begin breadth
      by cache call called cascade cascaded catalog chain characteristics checkpoint class
      close cluster columns comment comments commit committed compression conditional
      configuration conflict connection constraints content continue conversion copy cost csv
      cube current cursor cycle data database deallocate declare defaults deferred definer
      delete delimiter delimiters depends depth detach dictionary disable discard document
      domain double drop each empty enable encoding encrypted enforced enum error escape event
      exclude excluding exclusive execute explain expression extension external family
      finalize first following force format forward function functions generated global
      granted groups handler header hold identity if immediate immutable implicit import
      include including increment indent index indexes inherit inherits inline input
      insensitive insert instead invoker isolation keep key keys label language large last
      leakproof level listen load local location lock locked logged mapping match matched
      materialized maxvalue merge method minvalue mode move name names nested new next nfc nfd
      nfkc nfkd no normalized nothing notify nowait nulls object objects of off oids old omit
      operator option options ordinality others overriding owned owner parallel parameter
      parser partial partition passing password path period plan plans policy preceding
      prepare prepared preserve prior privileges procedural procedure procedures program
      publication quote quotes range read reassign recursive ref referencing refresh reindex
      relative release rename repeatable replace replica reset restart restrict return returns
      revoke role rollback rollup routine routines rows rule savepoint scalar schema schemas
      scroll search security sequence sequences serializable server session set sets share
      show simple skip snapshot source sql stable standalone start statement statistics stdin
      stdout storage stored strict string strip subscription support sysid system tables
      tablespace target temp template temporary text ties transaction transform trigger
      truncate trusted type types uescape unbounded uncommitted unconditional unencrypted
      unknown unlisten unlogged until update vacuum valid validate validator value version
      view views virtual volatile whitespace work wrapper write xml yes zone
      """;

  /// Unreserved, but a column label only behind AS.
  private static final String UNRESERVED_AS =
      """
      day filter hour minute month over second varying within without year
      """;

  /// Not the name of a function or type; a column label without AS.
  private static final String COLUMN_NAME =
      """
      between bigint bit boolean coalesce dec decimal exists extract float greatest grouping
      inout int integer interval json json_array json_arrayagg json_exists json_object
      json_objectagg json_query json_scalar json_serialize json_table json_value least
      merge_action national nchar none normalize nullif numeric out overlay position real row
      setof smallint substring time timestamp treat trim values varchar xmlattributes
      xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
      xmlserialize xmltable
      """;

  /// Not the name of a function or type; a column label only behind AS.
  private static final String COLUMN_NAME_AS =
      """
      char character precision
      """;

  /// Reserved, except as the name of a function or type.
  private static final String TYPE_FUNCTION =
      """
      authorization binary collation concurrently cross current_schema freeze full ilike inner
      is join left like natural outer right similar tablesample verbose
      """;

  /// The same, but a column label only behind AS.
  private static final String TYPE_FUNCTION_AS =
      """
      isnull notnull overlaps
      """;

  /// Reserved, but a column label without AS.
  private static final String RESERVED =
      """
      all analyse analyze and any asc asymmetric both case cast check collate column
      constraint current_catalog current_date current_role current_time current_timestamp
      current_user default deferrable desc distinct do else end false foreign in initially
      lateral leading localtime localtimestamp not null only or placing primary references
      select session_user some symmetric system_user table then trailing true unique user
      using variadic when
      """;

  /// Reserved, and a column label only behind AS.
  private static final String RESERVED_AS =
      """
      array as create except fetch for from grant group having intersect into limit offset on
      order returning to union where window with
      """;

  /// What a keyword may be used for besides its own purpose.
  enum Category {
    /// No keyword, or a word in a position where PostgreSQL's scanner makes another token of it.
    NONE,
    UNRESERVED,
    COLUMN_NAME,
    TYPE_FUNCTION,
    RESERVED
  }

  private static final int SLOTS = 4096;
  private static final int LOOKAHEAD_WORDS = 5;

  private static final String[] TEXT;
  private static final Category[] CATEGORY;
  private static final boolean[] BARE;
  private static final short[] TABLE = new short[SLOTS];

  /// One more than the highest number of a keyword, the look-ahead forms included.
  static final int LIMIT;

  static {
    String[][] groups = {
      words(UNRESERVED), words(UNRESERVED_AS),
      words(COLUMN_NAME), words(COLUMN_NAME_AS),
      words(TYPE_FUNCTION), words(TYPE_FUNCTION_AS),
      words(RESERVED), words(RESERVED_AS),
    };
    int count = Arrays.stream(groups).mapToInt(group -> group.length).sum();
    LIMIT = count + 1 + LOOKAHEAD_WORDS;
    TEXT = new String[LIMIT];
    CATEGORY = new Category[LIMIT];
    BARE = new boolean[LIMIT];
    TEXT[0] = "";
    CATEGORY[0] = Category.NONE;
    int next = 1;
    for (int group = 0; group < groups.length; group++) {
      for (String word : groups[group]) {
        TEXT[next] = word.intern();
        CATEGORY[next] = Category.values()[group / 2 + 1];
        BARE[next] = group % 2 == 0;
        int slot = hash(word, 0, word.length());
        while (TABLE[slot] != 0) {
          slot = (slot + 1) % SLOTS;
        }
        TABLE[slot] = (short) next++;
      }
    }
  }

  static final int NOT = id("not");
  static final int NULLS = id("nulls");
  static final int WITH = id("with");
  static final int WITHOUT = id("without");
  static final int FORMAT = id("format");
  static final int NCHAR = id("nchar");
  static final int UESCAPE = id("uescape");
  static final int BEGIN = id("begin");
  static final int ATOMIC = id("atomic");
  static final int CASE = id("case");
  static final int END = id("end");

  private static final int LOOKAHEAD_BASE = LIMIT - LOOKAHEAD_WORDS;

  static {
    int[] words = {NOT, NULLS, WITH, WITHOUT, FORMAT};
    for (int i = 0; i < words.length; i++) {
      TEXT[LOOKAHEAD_BASE + i] = TEXT[words[i]];
      CATEGORY[LOOKAHEAD_BASE + i] = Category.NONE;
    }
  }

  private Keywords() {}

  /// The number of the keyword in a range of text, whatever its case, or 0.
  static int find(String text, int start, int end) {
    if (end - start > 17) {
      return 0;
    }
    for (int slot = hash(text, start, end); ; slot = (slot + 1) % SLOTS) {
      int candidate = TABLE[slot];
      if (candidate == 0) {
        return 0;
      }
      String word = TEXT[candidate];
      if (word.length() == end - start && sameLetters(word, text, start)) {
        return candidate;
      }
    }
  }

  /// The number of a keyword given in lower case.
  ///
  /// @throws IllegalArgumentException when there is no such keyword
  static int id(String word) {
    int found = find(word, 0, word.length());
    if (found == 0) {
      throw new IllegalArgumentException("no keyword: " + word);
    }
    return found;
  }

  /// Whether a word in lower case is a keyword.
  static boolean contains(String word) {
    return find(word, 0, word.length()) != 0;
  }

  /// The keyword in lower case; empty for 0. The look-ahead forms read like their words.
  static String text(int id) {
    return TEXT[id];
  }

  /// What the keyword may be used for.
  static Category category(int id) {
    return CATEGORY[id];
  }

  /// Whether the keyword may be a column label without AS.
  static boolean bareLabel(int id) {
    return BARE[id];
  }

  /// Whether the number is one of the five words that PostgreSQL's scanner turns into another token
  /// because of the word behind it: NOT before BETWEEN, WITH before TIME, ….
  static boolean lookahead(int id) {
    return id >= LOOKAHEAD_BASE;
  }

  /// The look-ahead form of a word when another word follows it, or the word itself.
  static int before(int id, int nextId) {
    if (id != NOT && id != NULLS && id != WITH && id != WITHOUT && id != FORMAT) {
      return id;
    }
    String next = TEXT[nextId];
    if (id == NOT) {
      return switch (next) {
        case "between", "in", "like", "ilike", "similar" -> LOOKAHEAD_BASE;
        default -> id;
      };
    }
    if (id == NULLS) {
      return next.equals("first") || next.equals("last") ? LOOKAHEAD_BASE + 1 : id;
    }
    if (id == WITH) {
      return next.equals("time") || next.equals("ordinality") ? LOOKAHEAD_BASE + 2 : id;
    }
    if (id == WITHOUT) {
      return next.equals("time") ? LOOKAHEAD_BASE + 3 : id;
    }
    if (id == FORMAT) {
      return next.equals("json") ? LOOKAHEAD_BASE + 4 : id;
    }
    return id;
  }

  private static String[] words(String list) {
    return list.replace('\n', ' ').strip().split(" ", -1);
  }

  private static boolean sameLetters(String word, String text, int start) {
    for (int i = 0; i < word.length(); i++) {
      if (lower(text.charAt(start + i)) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(String text, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + lower(text.charAt(i));
    }
    return (hash ^ (hash >>> 12)) & (SLOTS - 1);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
