package dev.migrationsentry.schema;

import java.util.Map;
import java.util.Set;

/// All tables, views and types that some well-known extensions outside of PostgreSQL's own
/// distribution bring along, after their manuals. Other names than these can't come from them.
final class ExternalNames {
  private static final Map<String, Set<String>> NAMES =
      Map.ofEntries(
          Map.entry("hypopg", Set.of("hypopg_list_indexes", "hypopg_hidden_indexes")),
          Map.entry("http", Set.of("http_method", "http_header", "http_request", "http_response")),
          Map.entry("index_advisor", Set.of()),
          Map.entry("pg_bigm", Set.of()),
          Map.entry("pg_cron", Set.of("job", "job_run_details")),
          Map.entry("pg_hashids", Set.of()),
          Map.entry("pg_hint_plan", Set.of("hints")),
          Map.entry("pg_jsonschema", Set.of()),
          Map.entry(
              "pg_net",
              Set.of(
                  "http_request_queue",
                  "_http_response",
                  "request_status",
                  "http_response",
                  "http_response_result",
                  "http_method")),
          Map.entry("pg_uuidv7", Set.of()),
          Map.entry("pgaudit", Set.of()),
          Map.entry("pgjwt", Set.of()),
          Map.entry("pgx_ulid", Set.of("ulid")),
          Map.entry("plpgsql_check", Set.of()),
          // With the names that PostGIS 2 had for rasters.
          Map.entry(
              "postgis",
              Set.of(
                  "geometry",
                  "geography",
                  "box2d",
                  "box3d",
                  "box2df",
                  "gidx",
                  "spheroid",
                  "geometry_dump",
                  "valid_detail",
                  "pgis_abs",
                  "spatial_ref_sys",
                  "geometry_columns",
                  "geography_columns",
                  "raster",
                  "raster_columns",
                  "raster_overviews",
                  "geomval",
                  "rastbandarg",
                  "reclassarg",
                  "addbandarg",
                  "unionarg",
                  "agg_count",
                  "agg_samealignment",
                  "summarystats",
                  "histogram",
                  "quantile",
                  "valuecount")),
          Map.entry("ulid", Set.of("ulid")),
          Map.entry("vector", Set.of("vector", "halfvec", "sparsevec")));

  private ExternalNames() {}

  /// Whether an extension is known to bring a table, view or type of a name.
  static boolean has(String extension, String name) {
    return NAMES.getOrDefault(extension, Set.of()).contains(element(name));
  }

  /// Whether an extension may bring one: of those that are not listed anything is possible.
  static boolean mayHave(String extension, String name) {
    Set<String> names = NAMES.get(extension);
    return names == null || names.contains(name) || names.contains(element(name));
  }

  /// The name without the underscore that array types begin with.
  private static String element(String name) {
    return name.startsWith("_") ? name.substring(1) : name;
  }
}
