package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader.Dialect;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Node;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a text becomes statements: where they end, what a broken one costs, and what is no SQL.
final class SqlReaderTest {
  @Test
  void emptyTextHasNoStatements() {
    assertThat(read("")).isEmpty();
    assertThat(read(" ;; -- nothing\n /* here */ ;")).isEmpty();
  }

  @Test
  void statementsReachFromTheirFirstToTheirLastWord() {
    assertThat(texts(read(" select 1 ; /* x */ table t -- y\n;\n(select 2)")))
        .containsExactly("select 1", "table t", "(select 2)");
  }

  @Test
  void readsARangeOfAFile() {
    SourceFile file = new SourceFile("a.sql", "select 1; select 2; select 3;");
    assertThat(texts(SqlReader.read(file, 10, 19))).containsExactly("select 2");
  }

  @Test
  void aBrokenStatementCostsNothingElse() {
    List<Statement> statements = read("select 1; create tabel t (a int); select 2");
    assertThat(statements).hasSize(3);
    Opaque broken = (Opaque) statements.get(1);
    assertThat(broken.kind()).isEqualTo("create");
    assertThat(broken.failure()).isNotNull();
    assertThat(broken.failure().sqlState()).isEqualTo("42601");
    assertThat(broken.failure().message()).isEqualTo("syntax error at or near \"tabel\"");
    assertThat(broken.failure().at().text()).isEqualTo("tabel");
  }

  @Test
  void parenthesesThatAreNeverClosedEndAtTheNextSemicolon() {
    assertThat(texts(read("select (1; select 2; select 3")))
        .containsExactly("select (1", "select 2", "select 3");
  }

  @Test
  void anUnterminatedStringConsumesTheRest() {
    List<Statement> statements = read("select 1; select 'a; select 2;");
    assertThat(statements).hasSize(2);
    assertThat(((Opaque) statements.getLast()).reason()).startsWith("unterminated quoted string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "f(", "case when ", "not ", "array[", "(select ", "- "})
  void deepNestingIsSaidAloud(String opening) {
    Opaque opaque = (Opaque) read("select " + opening.repeat(20_000) + "1").getFirst();
    assertThat(opaque.reason()).isEqualTo("nested too deeply");
    assertThat(opaque.failure()).isNull();
  }

  @Test
  void longListsAreNotDeep() {
    String sql = "select 1 where a " + "or b and c ".repeat(50_000);
    assertThat(read(sql).getFirst()).isInstanceOf(Query.class);
  }

  @Test
  void psqlCommandsAreNoSql() {
    String sql =
        """
        \\set ON_ERROR_STOP on
        \\i other.sql
        select 'a\\b', 1 \\gexec
        select 2 \\; select 3;
        \\copy t from stdin
        x;\ty
        \\.
        table t;
        """;
    assertThat(texts(read(sql, Dialect.PSQL)))
        .containsExactly("select 'a\\b', 1", "select 2", "select 3", "table t");
    assertThat(read(sql).getFirst()).isInstanceOf(Opaque.class);
  }

  @Test
  void dataBehindCopyIsNoSql() {
    String sql =
        """
        COPY public.t (a, b) FROM stdin;
        1\tselect 'x
        2\t\\N
        \\.

        select 1;
        """;
    List<Statement> statements = read(sql, Dialect.PSQL);
    assertThat(statements).hasSize(2);
    assertThat(((DataStatement.Copy) statements.getFirst()).source()).isEqualTo("stdin");
    assertThat(statements.getLast().span().line()).isEqualTo(6);
  }

  @Test
  void psqlVariablesAreNamesOrUnknownValues() {
    String sql = "select :a, ':b', x[1:n], y::int, :'c' from :\"schema\".t where a = :{?d}";
    Query query = (Query) read(sql, Dialect.PSQL).getFirst();
    Query.Select select = (Query.Select) query.body();
    assertThat(select.targets().getFirst().expression())
        .isInstanceOfSatisfying(
            Expression.Parameter.class, value -> assertThat(value.number()).isZero());
    assertThat(select.from().getFirst())
        .isInstanceOfSatisfying(
            Query.TableItem.class,
            item -> assertThat(item.table().toString()).isEqualTo(":\"schema\".t"));
  }

  @Test
  void placeholdersOfTemplatesAreNamesOrUnknownValues() {
    String sql = "insert into ${schema}.log_{{ env \"X\" }} values ({{ id }}, '{{ it's }}')";
    SourceFile file = new SourceFile("a.sql", sql);
    List<Span> places =
        List.of(
            place(file, "${schema}"),
            place(file, "{{ env \"X\" }}"),
            place(file, "{{ id }}"),
            place(file, "{{ it's }}"));
    DataStatement.Insert insert =
        (DataStatement.Insert)
            SqlReader.read(file, 0, sql.length(), new Dialect(false, places)).getFirst();
    assertThat(insert.table().toString()).isEqualTo("${schema}.log_{{ env \"X\" }}");
    assertThat(insert.query()).isNotNull();
  }

  private static Span place(SourceFile file, String text) {
    int start = file.text().indexOf(text);
    return file.span(start, start + text.length());
  }

  private static List<Statement> read(String sql) {
    return read(sql, Dialect.PLAIN);
  }

  private static List<Statement> read(String sql, Dialect dialect) {
    return SqlReader.read(new SourceFile("a.sql", sql), 0, sql.length(), dialect);
  }

  private static List<String> texts(List<? extends Node> nodes) {
    return nodes.stream().map(node -> node.span().text()).toList();
  }
}
