package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Revision;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A revision file that joins the heads of an Alembic history, in the style of its project: the
/// name by `file_template`, the text by `script.py.mako` where that is plain enough, else as
/// Alembic's own template makes it.
///
/// @param path where it belongs, relative to the checked folder
/// @param text the whole text
public record MergeRevision(String path, String text) {
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private static final String TEMPLATE =
      """
      \"""${message}

      Revision ID: ${up_revision}
      Revises: ${down_revision | comma,n}
      Create Date: ${create_date}

      \"""

      # revision identifiers, used by Alembic.
      revision = ${repr(up_revision)}
      down_revision = ${repr(down_revision)}
      branch_labels = ${repr(branch_labels)}
      depends_on = ${repr(depends_on)}


      def upgrade():
          ${upgrades if upgrades else "pass"}


      def downgrade():
          ${downgrades if downgrades else "pass"}
      """;

  /// What is written into the file.
  ///
  /// @param id the id of the new revision
  /// @param message what it is for
  /// @param heads the revisions that it joins, at least two
  /// @param now when it is made
  public record Content(String id, String message, List<Revision> heads, ZonedDateTime now) {
    /// Copies the heads.
    public Content {
      heads = List.copyOf(heads);
    }
  }

  /// Drafts the file; nothing is written.
  ///
  /// @param files the project that the history was found in
  public static MergeRevision draft(
      ProjectFiles files, Options options, History history, Content content) {
    Project project = new Project(files, options);
    String last = content.heads().getLast().path();
    int slash = last.lastIndexOf('/');
    String folder = slash < 0 ? "" : last.substring(0, slash);
    AlembicEnvironment environment = environment(project, folder);
    String name = fileName(environment, content);
    return new MergeRevision(
        folder.isEmpty() ? name : folder + "/" + name, text(project, environment, content));
  }

  private static @Nullable AlembicEnvironment environment(Project project, String folder) {
    Folder at = project.folder(folder);
    for (AlembicEnvironment environment : project.alembic().environments()) {
      for (Folder versions : environment.versions()) {
        if (at != null && Project.isWithin(/* one= */ at, /* folder= */ versions)) {
          return environment;
        }
      }
    }
    return null;
  }

  /// The name that `ScriptDirectory._rev_path` gives (`alembic/script/base.py`).
  private static String fileName(@Nullable AlembicEnvironment environment, Content content) {
    String template =
        environment == null
            ? "%(rev)s_%(slug)s"
            : environment.setting("file_template", "%(rev)s_%(slug)s");
    String width = environment == null ? "" : environment.setting("truncate_slug_length", "");
    int longest = width.isEmpty() || !isNumber(width) ? 40 : Integer.parseInt(width);
    ZonedDateTime now = content.now();
    Map<String, Object> values =
        Map.of(
            "rev", content.id(),
            "slug", slug(content.message(), longest),
            "epoch", now.toEpochSecond(),
            "year", now.getYear(),
            "month", now.getMonthValue(),
            "day", now.getDayOfMonth(),
            "hour", now.getHour(),
            "minute", now.getMinute(),
            "second", now.getSecond());
    String filled = filled(template, values);
    String plain = filled.replace('/', '_').replace('\\', '_');
    return (plain.isBlank() ? content.id() : plain) + ".py";
  }

  private static boolean isNumber(String text) {
    return text.length() < 6 && text.chars().allMatch(one -> one >= '0' && one <= '9');
  }

  private static String slug(String message, int longest) {
    StringBuilder slug = new StringBuilder();
    boolean word = false;
    for (char character : message.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean part = Character.isLetterOrDigit(character) || character == '_';
      if (part) {
        slug.append(!word && !slug.isEmpty() ? "_" : "").append(character);
      }
      word = part;
    }
    if (slug.length() <= longest) {
      return slug.toString();
    }
    String cut = slug.substring(0, longest);
    int end = cut.lastIndexOf('_');
    return (end < 0 ? cut : cut.substring(0, end)) + "_";
  }

  /// Python's `%` with a mapping: `%(rev)s`, `%(month).2d`, `%(day)02d`.
  private static String filled(String template, Map<String, Object> values) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf("%(", at);
      int close = open < 0 ? -1 : template.indexOf(')', open);
      if (close < 0) {
        break;
      }
      filled.append(template, at, open);
      int end = close + 1;
      while (end < template.length() && "0123456789.".indexOf(template.charAt(end)) >= 0) {
        end++;
      }
      String digits = template.substring(close + 1, end).replace(".", "");
      String value = String.valueOf(values.getOrDefault(template.substring(open + 2, close), ""));
      int length = digits.isEmpty() || !isNumber(digits) ? 0 : Integer.parseInt(digits);
      filled.append("0".repeat(Math.clamp(length - value.length(), 0, 20))).append(value);
      at = Math.min(end + 1, template.length());
    }
    return filled.append(template, at, template.length()).toString().replace("%%", "%");
  }

  private static String text(
      Project project, @Nullable AlembicEnvironment environment, Content content) {
    String path = environment == null ? null : environment.beside("script.py.mako");
    LoadedText own = path == null ? null : project.load(path);
    String rendered = own == null || !own.isReadable() ? null : render(own.text(), content);
    String plain = rendered != null && rendered.contains(content.id()) ? rendered : null;
    return plain != null ? plain : String.valueOf(render(TEMPLATE, content));
  }

  /// Fills in a template, or answers null when it says more than is understood here: control lines
  /// and expressions of its own.
  private static @Nullable String render(String template, Content content) {
    List<String> ids = content.heads().stream().map(Revision::id).toList();
    StringBuilder parents = new StringBuilder();
    ids.forEach(id -> parents.append(parents.isEmpty() ? "" : ", ").append(quoted(id)));
    String created = content.now().format(CREATED);
    String joined = String.join(", ", ids);
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("message", content.message().replace("\"", "'").replace("\\", "/")),
            Map.entry("up_revision", content.id()),
            Map.entry("repr(up_revision)", quoted(content.id())),
            Map.entry("down_revision|comma,n", joined),
            Map.entry("down_revision", joined),
            Map.entry("repr(down_revision)", "(" + parents + ")"),
            Map.entry("repr(branch_labels)", "None"),
            Map.entry("repr(depends_on)", "None"),
            Map.entry("create_date", created),
            Map.entry("importsifimportselse\"\"", ""),
            Map.entry("importsifimportselse''", ""),
            Map.entry("upgradesifupgradeselse\"pass\"", "pass"),
            Map.entry("downgradesifdowngradeselse\"pass\"", "pass"));
    StringBuilder rendered = new StringBuilder();
    for (String line : template.lines().toList()) {
      String stripped = line.stripLeading();
      if (stripped.startsWith("##")) {
        continue;
      }
      if (stripped.startsWith("%") || line.contains("<%")) {
        return null;
      }
      int at = 0;
      for (int open = line.indexOf("${"); open >= 0; open = line.indexOf("${", at)) {
        int close = line.indexOf('}', open);
        String expression = close < 0 ? "" : line.substring(open + 2, close).replace(" ", "");
        String value = values.get(expression);
        if (value == null) {
          return null;
        }
        rendered.append(line, at, open).append(value);
        at = close + 1;
      }
      rendered.append(line, at, line.length()).append('\n');
    }
    return rendered.toString();
  }

  private static String quoted(String id) {
    return "'" + id.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
