package dev.migrationsentry.rehearsal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads the structure of a live database as a sorted list of lines, one per object, which can be
/// compared with the same lines of a predicted schema.
///
/// **What is listed.** The objects of all schemas but `pg_*` and `information_schema`, without
/// those that belong to an extension. Not listed: owners, privileges, comments, storage parameters,
/// tablespaces, and the objects that only exist with another one: row and array types, the index of
/// a primary key, unique or exclusion constraint, the rule of a view, `NOT NULL` constraints as
/// objects (a column says `not null`), and the copies that a partition gets of its parent's foreign
/// keys and triggers. Expressions are not compared: where there is one, a word or `<expression>`
/// stands for it.
///
/// **Order.** Ascending by UTF-16 code units (`String.compareTo`).
///
/// **Names.** An identifier is bare when it matches `[a-z_][a-z0-9_]*`, also when it is a key word;
/// otherwise it is in double quotes, with `""` for a quote inside. Objects in schemas are always
/// qualified: `public.users`, `app."Order"`.
///
/// **Types.** Those of `pg_catalog` as `format_type` prints them: `bigint`, `character
/// varying(255)`, `timestamp with time zone`, `numeric(10,2)`, `integer[]` (one `[]` for any number
/// of dimensions), `"char"`. All others by qualified name with modifiers and `[]`: `public.mood`,
/// `public.citext[]`, `public.vector(3)`.
///
/// **Lines.** `[…]` is optional, `…` repeats, the order of the words is fixed:
///
/// ```text
/// schema app                                              every schema, `public` too
/// extension pgcrypto schema public                        not plpgsql, which every database has
/// table public.users (id, email) [unlogged] [of public.type] [inherits public.a, public.b]
///                                                         columns in their order; inherits: in order of inhseqno
/// table public.p (id) [unlogged] [partition of public.t [default]] [partitioned by range (id, <expression>)]
/// foreign table public.f (id) server s
/// column public.users.id bigint [collate "de_DE"] [not null] [default]
///                        [generated stored | generated virtual | identity always | identity by default]
///                                                         collate: only where it is not the type's own;
///                                                         inherited columns too; tables, partitions, foreign tables
/// primary key public.users users_pkey (id) [include (a)] [deferrable] [initially deferred]
/// unique public.users users_email_key (email) [include (a)] [nulls not distinct] [deferrable] [initially deferred]
/// check public.users users_age_check [no inherit] [not valid] [not enforced]
/// foreign key public.orders orders_user_id_fkey (user_id) references public.users (id) [match full]
///     [on update A] [on delete A [(a, b)]] [deferrable] [initially deferred] [not valid] [not enforced]
///                                                         A: restrict, cascade, set null, set default
/// exclude public.t t_during_excl using gist (room with =, <expression> with &&) [where] [deferrable] [initially deferred]
/// index public.i on public.t [unique] using btree (E, …) [include (a)] [nulls not distinct] [where] [partition of public.j] [invalid]
///     E: column or <expression>, [collate c] where it is not the column's, [operator class] where it is
///     not a default one (unqualified), [desc], [nulls first | nulls last] where it is not the default
///     of the direction
/// statistics public.s on public.t (ndistinct, dependencies, mcv) (a, b, <expression>)
/// sequence public.s as bigint [increment -1] [minvalue 0] [maxvalue 9] [start 5] [cycle]
///     [owned by public.t.c | identity of public.t.c]      numbers only where they are not the defaults
/// view public.v (id bigint, email text)
/// materialized view public.m (id bigint) [not populated]
/// rule public.t r on insert [instead] [disabled]
/// trigger public.t trg before|after|instead of insert or update [of a, b] or delete or truncate
///     for each row|statement execute public.f [when] [constraint] [deferrable] [initially deferred]
///     [disabled | enabled replica | enabled always]       events in this order; a, b in the order of the columns
/// policy public.t p [restrictive] for all|select|insert|update|delete to public, app [using] [with check]
///                                                         roles sorted
/// row security public.t
/// forced row security public.t
/// enum public.mood ('sad', 'it''s ok')
/// domain public.d as integer [collate "C"] [not null] [default]
/// domain check public.d d_check [not valid]
/// composite public.c (a integer, b text)
/// range public.r of integer multirange public.m
/// type public.t                                           a base type, or a shell
/// function public.f(integer, text[]) returns [setof] text language plpgsql [immutable | stable] [strict] [security definer]
///                                                         input types only; as the catalog keeps it, so that
///                                                         several OUT columns or RETURNS TABLE are `record`
/// window function …                                       like function
/// procedure public.p(integer) language sql [security definer]
/// aggregate public.a(integer) returns bigint
/// collation public.c
/// cast (text as public.t) function public.f|inout|binary [assignment | implicit]
/// operator public.=== (integer, none)                     `none` for a missing side
/// operator class public.o using btree
/// operator family public.o using btree
/// text search configuration|dictionary|parser|template public.t
/// event trigger e on ddl_command_end execute public.f [disabled | enabled replica | enabled always]
/// publication p [all tables]
/// publication p table public.t
/// publication p schema app
/// foreign data wrapper w
/// server s wrapper w
/// language l                                              not the built-in ones
/// ```
///
/// A predicted schema may print `?` for a type that it cannot know, such as that of a view's
/// column; see [SchemaDifference].
public final class CatalogReader {
  private CatalogReader() {}

  /// Reads the structure of the database that a superuser's connection leads to, in a transaction
  /// of its own that changes nothing.
  ///
  /// @param connection outside of a transaction
  /// @return the lines, sorted
  public static List<String> read(Connection connection) throws SQLException {
    boolean committing = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // Nothing in the database may change what is read: its event triggers, its search path.
      statement.execute("set local session_replication_role = replica");
      statement.execute("set local search_path = pg_catalog");
      statement.execute("set local statement_timeout = 0");
      for (String function : CatalogQueries.FUNCTIONS) {
        statement.execute(function);
      }
      List<String> lines = new ArrayList<>();
      for (String query : CatalogQueries.of(connection.getMetaData().getDatabaseMajorVersion())) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            lines.add(rows.getString(1));
          }
        }
      }
      lines.sort(null);
      return List.copyOf(lines);
    } finally {
      connection.rollback();
      connection.setAutoCommit(committing);
    }
  }
}
