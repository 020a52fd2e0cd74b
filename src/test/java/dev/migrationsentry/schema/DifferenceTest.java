package dev.migrationsentry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.timeline.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a database lacks of the structure that it should have.
final class DifferenceTest {
  @Test
  void namesWhatIsMissingDifferentAndBeyond() {
    assertThat(
            differences(
                """
                create table clients (id bigint primary key, email text not null, age integer);
                create index clients_by_age on clients (age);
                create table orders (id bigint);
                """,
                """
                create table clients (id bigint primary key, email varchar(20), phone text);
                create table "Old Things" (a text);
                """))
        .containsExactly(
            "MISSING column public.clients.age",
            "MISSING index public.clients_by_age",
            "MISSING table public.orders",
            "DIFFERENT column public.clients.email",
            "BEYOND column public.clients.phone",
            "BEYOND table public.\"Old Things\"");
  }

  @Test
  void theOrderOfColumnsIsNoDifference() {
    assertThat(
            differences(
                "create table clients (id bigint, email text)",
                "create table clients (email text, id bigint)"))
        .isEmpty();
  }

  @Test
  void constraintsAreToldByTableAndName() {
    assertThat(
            differences(
                "create table a (id bigint primary key); create table b (a bigint constraint r references a)",
                "create table a (id bigint primary key); create table b (a bigint constraint r check (a > 0))"))
        .containsExactly("MISSING foreign key public.b r", "BEYOND check public.b r");
  }

  private static List<String> differences(String expected, String actual) {
    return Difference.between(schema(expected), schema(actual)).stream()
        .map(difference -> difference.kind() + " " + difference.object())
        .toList();
  }

  private static Schema schema(String sql) {
    return World.empty(18)
        .after(SqlReader.read(new SourceFile("schema.sql", sql)))
        .database()
        .schema();
  }
}
