package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.RoutineStatement.Body;
import dev.migrationsentry.sql.ast.RoutineStatement.DoBlock;
import dev.migrationsentry.sql.ast.RoutineStatement.ForeignBody;
import dev.migrationsentry.sql.ast.RoutineStatement.ProceduralBody;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// PL/pgSQL with mistakes in it costs nothing but itself.
final class BrokenBodiesTest {
  private static final Path CORRECT =
      Path.of("src/test/resources/dev/migrationsentry/sql/syntax-trees/plpgsql.sql");

  /// The body of the DO block in the golden file, which has every statement of PL/pgSQL, and pieces
  /// of it.
  private static List<String> correctBodies() throws IOException {
    String sql = Files.readString(CORRECT, StandardCharsets.UTF_8);
    int start = sql.indexOf("$body$") + "$body$".length();
    String whole = sql.substring(start, sql.indexOf("$body$", start));
    Stream<String> small =
        Stream.of(
            "declare x int := 1; begin if x > 1 then x := 2; else x[1] := 3; end if; end",
            "begin for r in select 1 loop null; end loop; exception when others then raise; end",
            "declare c cursor (a int) for select a; begin open c(1); fetch c into a; end");
    return Stream.concat(Stream.of(whole), small).toList();
  }

  @Test
  void aBrokenBodyHasAFailureInsideOfIt() throws IOException {
    int refused = 0;
    List<String> mutated = new StatementMutations(correctBodies(), 42).make(3000);
    for (String body : mutated) {
      String sql = "do $mutated$" + body + "$mutated$; select 1";
      List<Statement> statements = SqlReader.read(new SourceFile("broken.sql", sql));
      assertThat(statements).as(sql).hasSize(2);
      assertThat(statements.getLast()).isInstanceOf(Query.class);
      if (isRefused(statements.getFirst(), sql)) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(mutated.size() / 2).isLessThan(mutated.size());
  }

  private static List<String> disorderly(Statement statement) {
    return NodeWalk.below(statement).stream()
        .filter(place -> !place.orderly())
        .map(place -> place.node().getClass().getSimpleName() + " at " + place.node().span())
        .toList();
  }

  private static boolean isRefused(Statement statement, String sql) {
    assertThat(statement).as(sql).isInstanceOf(DoBlock.class);
    assertThat(disorderly(statement)).as(sql).isEmpty();
    Body body = ((DoBlock) statement).body();
    return switch (body) {
      case ForeignBody foreign -> {
        assertThat(foreign.failure()).as(sql).isNotNull();
        Span at = foreign.failure().at();
        assertThat(at.start()).as(sql).isBetween(foreign.span().start(), foreign.span().end());
        yield true;
      }
      default -> {
        assertThat(body).as(sql).isInstanceOf(ProceduralBody.class);
        yield false;
      }
    };
  }

  @Test
  void deepNestingHasAnAnswer() {
    String blocks = "begin ".repeat(5000) + "end; ".repeat(5000);
    assertThat(bodyOf(blocks)).isInstanceOf(ForeignBody.class);
    String parentheses = "begin x := " + "(".repeat(20000) + "1" + ")".repeat(20000) + "; end";
    assertThat(bodyOf("declare x int; " + parentheses)).isInstanceOf(ForeignBody.class);
    StringBuilder strings = new StringBuilder("select 1");
    for (int level = 0; level < 200; level++) {
      strings.insert(0, "do $a" + level + "$begin execute $b" + level + "$");
      strings.append("$b").append(level).append("$; end$a").append(level).append("$");
    }
    List<Statement> nested = SqlReader.read(new SourceFile("nested.sql", strings.toString()));
    assertThat(nested).hasSize(1);
    assertThat(NodeWalk.below(nested.getFirst())).hasSizeGreaterThan(20);
  }

  private static Body bodyOf(String code) {
    SourceFile file = new SourceFile("deep.sql", "do $deep$" + code + "$deep$");
    return ((DoBlock) SqlReader.read(file).getFirst()).body();
  }
}
