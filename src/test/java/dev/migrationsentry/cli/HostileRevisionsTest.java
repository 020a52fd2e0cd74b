package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Revision files that are hard to read, between two that are not: each gives a clear finding or
/// none, at the right line, and the rest of the history is checked all the same.
final class HostileRevisionsTest {
  private static final String HEADER =
      """
      import sqlalchemy as sa
      from alembic import op

      revision = "b2"
      down_revision = "a1"


      """;

  /// What the check has to say of the revision behind the hostile one, and of one beside it.
  private static final String C3 = "c3.py:9:30 error fails-on-empty-database";

  private static final String D4 = "d4.py:9:30 error fails-on-empty-database";

  @TempDir Path folder;

  @Test
  void tenThousandLines() throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append("def upgrade():\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("    op.execute(\"INSERT INTO first (id) VALUES (").append(i).append(")\")\n");
    }
    text.append("    op.drop_column(\"first\", \"missing\")\n");

    assertThat(check(text.toString()))
        .contains(
            "b2.py:10009:", "column \"missing\" of relation \"first\" does not exist", C3, D4);
  }

  @Test
  void tabs() throws IOException {
    assertThat(
            check(HEADER + "def upgrade():\n\tif True:\n\t\top.drop_column(\"first\", \"gone\")\n"))
        .contains("b2.py:10:", "column \"gone\" of relation \"first\" does not exist", C3, D4);
  }

  @Test
  void tabsMixedWithSpaces() throws IOException {
    assertThat(check(HEADER + "def upgrade():\n\tpass\n        pass\n"))
        .contains("b2.py:", "broken-revision-file", "inconsistent use of tabs", D4);
  }

  @Test
  void aByteOrderMark() throws IOException {
    assertThat(
            check("\uFEFF" + HEADER + "def upgrade():\n    op.drop_column(\"first\", \"gone\")\n"))
        .contains("b2.py:9:", "column \"gone\" of relation \"first\" does not exist", C3, D4);
  }

  @Test
  void linesThatEndAsOnWindows() throws IOException {
    String text =
        HEADER
            + "def upgrade():\n    op.execute(\"\"\"\n      ALTER TABLE first\n      DROP COLUMN gone\n    \"\"\")\n";
    assertThat(check(text.replace("\n", "\r\n")))
        .contains("b2.py:11:", "column \"gone\" of relation \"first\" does not exist", C3, D4);
  }

  @Test
  void pythonTwo() throws IOException {
    assertThat(check(HEADER + "def upgrade():\n    print \"adding\"\n"))
        .contains("b2.py:9:", "broken-revision-file", D4);
  }

  @Test
  void anIdThatCodeMakes() throws IOException {
    assertThat(
            check(
                HEADER.replace("\"b2\"", "uuid.uuid4().hex[:12]")
                    + "def upgrade():\n    op.drop_column(\"first\", \"gone\")\n"))
        .contains("b2.py:4:", "computed-revision-id", D4);
  }

  @Test
  void noTextAtAll() throws IOException {
    write("b2.py", "\0\1\2\uFFFD");
    assertThat(check("\0\1\2")).contains("b2.py:", "broken-revision-file", D4);
  }

  private String check(String hostile) throws IOException {
    write("../env.py", "");
    write(
        "a1.py",
        header("a1", "None")
            + "def upgrade():\n    op.execute(\"CREATE TABLE first (id bigint)\")\n");
    write("b2.py", hostile);
    write(
        "c3.py",
        header("c3", "\"b2\"")
            + "def upgrade():\n    op.execute(\"CREATE TABLE first (id bigint)\")\n");
    write(
        "d4.py",
        header("d4", "\"a1\"")
            + "def upgrade():\n    op.execute(\"CREATE TABLE first (id bigint)\")\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            List.of("check", folder.toString()), new Terminal(stream, stream, false, Map.of()));
    assertThat(code).isEqualTo(1);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String header(String id, String parent) {
    return HEADER
        .replace("revision = \"b2\"", "revision = \"" + id + '"')
        .replace("down_revision = \"a1\"", "down_revision = " + parent);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("migrations/versions").resolve(name).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
