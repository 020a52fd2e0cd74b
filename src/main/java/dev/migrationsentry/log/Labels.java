package dev.migrationsentry.log;

import org.jspecify.annotations.Nullable;

/// The lines with which servers and drivers go on after a message: DETAIL, HINT, CONTEXT and their
/// like, in the languages of PostgreSQL's catalogues.
final class Labels {
  /// What a label says.
  enum Kind {
    DETAIL,
    HINT,
    CONTEXT,
    STATEMENT,
    BRACKETED,
    EXCERPT,
    LOCATION,
    LINE,
    POSITION,
    MESSAGE
  }

  private record Label(Kind kind, String text) {}

  private static final Label[] ALL = {
    label(Kind.DETAIL, "DETAIL:"),
    label(Kind.DETAIL, "Detail:"),
    label(Kind.DETAIL, "DÉTAIL:"),
    label(Kind.DETAIL, "DÉTAIL :"),
    label(Kind.DETAIL, "DETALLE:"),
    label(Kind.DETAIL, "DETTAGLI:"),
    label(Kind.DETAIL, "DETALJ:"),
    label(Kind.DETAIL, "ПОДРОБНОСТИ:"),
    label(Kind.DETAIL, "ВІДОМОСТІ:"),
    label(Kind.DETAIL, "詳細:"),
    label(Kind.DETAIL, "详情:"),
    label(Kind.DETAIL, "詳情:"),
    label(Kind.DETAIL, "详细信息:"),
    label(Kind.DETAIL, "상세정보:"),
    label(Kind.DETAIL, "დეტალები:"),
    label(Kind.DETAIL, "detail:"),
    label(Kind.DETAIL, "SZCZEGÓŁY:"),
    label(Kind.HINT, "HINT:"),
    label(Kind.HINT, "Hint:"),
    label(Kind.HINT, "ASTUCE :"),
    label(Kind.HINT, "TIPP:"),
    label(Kind.HINT, "SUGGERIMENTO:"),
    label(Kind.HINT, "TIPS:"),
    label(Kind.HINT, "ПОДСКАЗКА:"),
    label(Kind.HINT, "УКАЗІВКА:"),
    label(Kind.HINT, "ヒント:"),
    label(Kind.HINT, "提示:"),
    label(Kind.HINT, "힌트:"),
    label(Kind.HINT, "hint:"),
    label(Kind.HINT, "PODPOWIEDŹ:"),
    label(Kind.CONTEXT, "CONTEXT:"),
    label(Kind.CONTEXT, "Where:"),
    label(Kind.CONTEXT, "CONTEXTE :"),
    label(Kind.CONTEXT, "ZUSAMMENHANG:"),
    label(Kind.CONTEXT, "CONTEXTO:"),
    label(Kind.CONTEXT, "CONTESTO:"),
    label(Kind.CONTEXT, "KONTEXT:"),
    label(Kind.CONTEXT, "КОНТЕКСТ:"),
    label(Kind.CONTEXT, "文脈:"),
    label(Kind.CONTEXT, "上下文:"),
    label(Kind.CONTEXT, "내용:"),
    label(Kind.CONTEXT, "where:"),
    label(Kind.STATEMENT, "STATEMENT:"),
    label(Kind.STATEMENT, "ANWEISUNG:"),
    label(Kind.STATEMENT, "INSTRUCTION :"),
    label(Kind.STATEMENT, "SENTENCIA:"),
    label(Kind.STATEMENT, "ISTRUZIONE:"),
    label(Kind.STATEMENT, "SATS:"),
    label(Kind.STATEMENT, "ОПЕРАТОР:"),
    label(Kind.STATEMENT, "ІНСТРУКЦІЯ:"),
    label(Kind.STATEMENT, "文:"),
    label(Kind.STATEMENT, "语句:"),
    label(Kind.STATEMENT, "陳述式:"),
    label(Kind.STATEMENT, "명령 구문:"),
    label(Kind.STATEMENT, "Statement  :"),
    label(Kind.STATEMENT, "QUERY:"),
    label(Kind.STATEMENT, "query:"),
    label(Kind.STATEMENT, "At statement"),
    label(Kind.BRACKETED, "[SQL:"),
    label(Kind.BRACKETED, "[Failed SQL:"),
    label(Kind.BRACKETED, "[parameters:"),
    label(Kind.LOCATION, "Location   :"),
    label(Kind.LINE, "Line       :"),
    label(Kind.POSITION, "Position:"),
    label(Kind.POSITION, "position:"),
    label(Kind.MESSAGE, "Message    :")
  };

  private Labels() {}

  private static Label label(Kind kind, String text) {
    return new Label(kind, text);
  }

  /// A label in a line.
  ///
  /// @param start where the label begins
  /// @param value where its value begins
  record Found(Kind kind, int start, int value) {}

  /// The label at the start of a line.
  static @Nullable Found at(String line) {
    int start = 0;
    while (start < line.length() && " \t\"'".indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    for (Label label : ALL) {
      if (line.startsWith(label.text(), start)) {
        return new Found(label.kind(), start, start + label.text().length());
      }
    }
    if (line.startsWith("detail\":", start)) {
      return new Found(Kind.DETAIL, start, start + "detail\":".length());
    }
    return excerpt(line, start);
  }

  /// `LINE 1: SELECT …`, in any language: capitals, a number and a colon.
  private static @Nullable Found excerpt(String line, int start) {
    int at = start;
    while (at < line.length()
        && (Character.isUpperCase(line.charAt(at))
            || (line.charAt(at) > 127 && Character.isLetter(line.charAt(at))))) {
      at++;
    }
    int digits = at + 1;
    while (at > start && digits < line.length() && Character.isDigit(line.charAt(digits))) {
      digits++;
    }
    boolean is =
        at - start >= 2
            && at - start <= 8
            && digits > at + 1
            && (line.startsWith(":", digits) || line.startsWith(" :", digits))
            && line.charAt(at) == ' ';
    return is ? new Found(Kind.EXCERPT, start, line.indexOf(':', digits) + 1) : null;
  }

  /// The first label inside of a line, behind a message.
  static @Nullable Found in(String line, int from) {
    Found first = null;
    for (Label label : ALL) {
      int at = line.indexOf(label.text(), from);
      boolean free =
          at > 0
              && (label.kind() == Kind.BRACKETED
                  || !Character.isLetterOrDigit(line.charAt(at - 1)));
      if (free && (first == null || at < first.start())) {
        first = new Found(label.kind(), at, at + label.text().length());
      }
    }
    int excerpt = line.indexOf(" LINE ", from);
    if (excerpt >= 0 && (first == null || excerpt < first.start())) {
      Found found = excerpt(line, excerpt + 1);
      first = found == null ? first : found;
    }
    return first;
  }
}
