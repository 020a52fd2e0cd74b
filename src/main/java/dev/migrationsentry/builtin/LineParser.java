package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogFunction.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the lines of the resource files; their formats are described in the README beside them.
final class LineParser {
  private LineParser() {}

  static CatalogType type(String line) {
    List<String> fields = split(line, ' ');
    String category = fields.get(2);
    String io = fields.get(3);
    return new CatalogType(
        fields.get(0),
        CatalogType.Kind.of(fields.get(1).charAt(0)),
        category.charAt(0),
        category.endsWith("*"),
        Volatility.of(io.charAt(0)),
        Volatility.of(io.charAt(1)),
        fields.contains("modifiers"),
        fields.contains("collatable"),
        value(fields, "array="),
        value(fields, "element="),
        value(fields, "subscript="),
        value(fields, "base="),
        fields.contains("notnull"),
        value(fields, "subtype="),
        value(fields, "multirange="),
        value(fields, "range="),
        columns(value(fields, "columns=")));
  }

  /// @param schema the schema of names without one
  static CatalogFunction function(String schema, String line) {
    int open = line.indexOf('(');
    int close = line.indexOf(')', open);
    int dot = line.lastIndexOf('.', open);
    List<String> fields = split(line.substring(close + 2), ' ');
    String result = fields.get(0);
    boolean set = result.startsWith("setof:");
    int columns = result.indexOf('(');
    String attributes = fields.get(1);
    return new CatalogFunction(
        dot < 0 ? schema : line.substring(0, dot),
        line.substring(dot + 1, open),
        parameters(line.substring(open + 1, close)),
        result.substring(set ? "setof:".length() : 0, columns < 0 ? result.length() : columns),
        set,
        columns < 0 ? List.of() : columns(result.substring(columns + 1, result.length() - 1)),
        CatalogFunction.Kind.of(attributes.charAt(0)),
        Volatility.of(attributes.charAt(1)),
        attributes.length() > 2 ? Integer.parseInt(attributes.substring(2)) : 0);
  }

  private static List<Parameter> parameters(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String field : split(text, ',')) {
      int colon = field.indexOf(':');
      int end = field.endsWith("=") ? field.length() - 1 : field.length();
      boolean variadic = field.charAt(colon + 1) == '*';
      parameters.add(
          new Parameter(
              colon < 0 ? "" : unescape(field.substring(0, colon)),
              field.substring(colon + (variadic ? 2 : 1), end),
              end < field.length(),
              variadic));
    }
    return parameters;
  }

  static CatalogOperator operator(String schema, String line) {
    List<String> fields = split(line, ' ');
    String left = fields.get(1);
    return new CatalogOperator(
        schema,
        fields.get(0),
        left.equals("-") ? null : left,
        fields.get(2),
        fields.get(3),
        Volatility.of(fields.get(4).charAt(0)));
  }

  static CatalogCast cast(String line) {
    List<String> fields = split(line, ' ');
    char volatility = fields.get(4).charAt(0);
    return new CatalogCast(
        fields.get(0),
        fields.get(1),
        CatalogCast.Context.of(fields.get(2).charAt(0)),
        CatalogCast.Method.of(fields.get(3).charAt(0)),
        volatility == '-' ? null : Volatility.of(volatility));
  }

  /// @param schema the schema of names without one
  static CatalogRelation relation(String schema, String line) {
    List<String> fields = split(line, ' ');
    String name = fields.get(0);
    int dot = name.indexOf('.');
    return new CatalogRelation(
        dot < 0 ? schema : name.substring(0, dot),
        name.substring(dot + 1),
        fields.get(1).charAt(0),
        columns(fields.size() > 2 ? fields.get(2) : null));
  }

  static OperatorClass operatorClass(String line) {
    List<String> fields = split(line, ' ');
    return new OperatorClass(
        fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.size() > 4);
  }

  static FamilyOperator familyOperator(String line) {
    List<String> fields = split(line, ' ');
    return new FamilyOperator(
        fields.get(0),
        fields.get(1),
        fields.get(2),
        fields.get(3),
        Integer.parseInt(fields.get(4)),
        fields.get(5),
        fields.get(6).equals("o"));
  }

  static Setting setting(String line) {
    List<String> fields = split(line, ' ');
    String spelled = value(fields, "spelled=");
    String values = value(fields, "values=");
    return new Setting(
        spelled == null ? fields.get(0) : spelled,
        Setting.Type.valueOf(fields.get(1).toUpperCase(Locale.ROOT)),
        fields.get(2),
        value(fields, "unit="),
        number(value(fields, "min=")),
        number(value(fields, "max=")),
        values == null ? List.of() : unescaped(split(values, ',')));
  }

  static CatalogExtension extension(String line) {
    List<String> fields = split(line, ' ');
    String requires = value(fields, "requires=");
    return new CatalogExtension(
        fields.get(0),
        fields.get(1),
        requires == null ? List.of() : split(requires, ','),
        fields.contains("superuser"),
        fields.contains("trusted"),
        fields.contains("relocatable"),
        value(fields, "schema="),
        fields.contains("opaque")
            ? CatalogExtension.Known.CONTROL_FILE
            : CatalogExtension.Known.CONTENTS);
  }

  private static List<CatalogColumn> columns(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    List<CatalogColumn> columns = new ArrayList<>();
    for (String field : split(text, ',')) {
      int colon = field.indexOf(':');
      columns.add(
          new CatalogColumn(unescape(field.substring(0, colon)), field.substring(colon + 1)));
    }
    return columns;
  }

  private static @Nullable Double number(@Nullable String text) {
    return text == null ? null : Double.valueOf(text);
  }

  private static @Nullable String value(List<String> fields, String key) {
    for (String field : fields) {
      if (field.startsWith(key)) {
        return field.substring(key.length());
      }
    }
    return null;
  }

  private static List<String> unescaped(List<String> fields) {
    List<String> texts = new ArrayList<>();
    for (String field : fields) {
      texts.add(unescape(field));
    }
    return texts;
  }

  static String unescape(String field) {
    return field.replace('+', ' ').replace("%2C", ",").replace("%2B", "+").replace("%25", "%");
  }

  static List<String> split(String text, char separator) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      fields.add(text.substring(start, end));
      start = end + 1;
    }
    fields.add(text.substring(start));
    return fields;
  }
}
