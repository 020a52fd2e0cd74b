package dev.migrationsentry.rehearsal.wire;

/// What a traced database contains besides its own: a schema with a function that tells the locks
/// and counters of its caller, and an event trigger that tells them after each change of the schema
/// (PostgreSQL manual, chapter 40).
///
/// A snapshot has lines of plain ASCII, whatever the encodings are: `L oid mode filenode scans rows
/// inserted updated deleted` for a lock, and `I oid table schema name` for a new index, names as
/// hexadecimal bytes.
final class TraceObjects {
  /// The schema of everything that belongs to the trace.
  static final String SCHEMA = "__ms";

  /// What a connection is asked for its snapshot.
  static final String QUESTION = "select " + SCHEMA + ".snapshot()";

  static final String UNINSTALL =
      """
      drop event trigger if exists __ms_end;
      drop schema if exists __ms cascade;
      """;

  private static final String INSTALL =
      """
      create schema __ms;
      create function __ms.snapshot() returns text language plpgsql
        set search_path = pg_catalog as $trace$ begin
        return (
          select string_agg(line, E'\\n') from (
            select concat_ws(' ', 'L', relation, mode, coalesce(pg_relation_filenode(relation), 0),
                pg_stat_get_xact_numscans(relation), pg_stat_get_xact_tuples_returned(relation),
                pg_stat_get_xact_tuples_inserted(relation),
                pg_stat_get_xact_tuples_updated(relation),
                pg_stat_get_xact_tuples_deleted(relation)) as line
              from pg_locks
             where pid = pg_backend_pid() and locktype = 'relation'
               and relation between 16384 and {last}
               and (mode <> 'AccessShareLock' or pg_stat_get_xact_numscans(relation) > 0)
            union all
            select concat_ws(' ', 'I', i.indexrelid, i.indrelid,
                encode(convert_to(n.nspname::text, getdatabaseencoding()), 'hex'),
                encode(convert_to(c.relname::text, getdatabaseencoding()), 'hex'))
              from (select indexrelid, indrelid from pg_index where indexrelid > {last}
                     order by indexrelid desc limit 20) i
              join pg_class c on c.oid = i.indexrelid
              join pg_namespace n on n.oid = c.relnamespace
             where i.indrelid between 16384 and {last}) lines);
      end $trace$;
      create function __ms.tell() returns event_trigger language plpgsql security definer
        set client_min_messages = 'notice' set search_path = pg_catalog as $trace$ begin
        raise notice using errcode = 'MS001', message = coalesce(__ms.snapshot(), '-');
      end $trace$;
      grant usage on schema __ms to public;
      grant execute on all functions in schema __ms to public;
      create event trigger __ms_end on ddl_command_end execute function __ms.tell();
      """;

  private TraceObjects() {}

  /// The statements that put them in.
  ///
  /// @param last the highest number of a relation that was there before
  static String install(long last) {
    return UNINSTALL + INSTALL.replace("{last}", Long.toString(last));
  }
}
