package dev.migrationsentry.execution;

import java.util.Map;
import java.util.Set;

/// The types and access methods that well-known extensions outside of PostgreSQL's own distribution
/// bring along, after their manuals.
final class ExternalExtensions {
  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "vector", Set.of("vector", "halfvec", "sparsevec"),
          "postgis",
              Set.of("geometry", "geography", "box2d", "box3d", "box2df", "gidx", "spheroid"),
          "postgis_raster", Set.of("raster"),
          "postgis_topology", Set.of("topogeometry"),
          "pgmq", Set.of("message_record", "queue_record", "metrics_result"),
          "ulid", Set.of("ulid"),
          "pgx_ulid", Set.of("ulid"),
          "semver", Set.of("semver"),
          "periods", Set.of("drop_behavior"),
          "roaringbitmap", Set.of("roaringbitmap"));

  private ExternalExtensions() {}

  /// Whether an extension is known to have a type of a name.
  static boolean hasType(String extension, String type) {
    return TYPES.getOrDefault(extension, Set.of()).contains(type);
  }

  private static final Map<String, Set<String>> ACCESS_METHODS =
      Map.of(
          "vector", Set.of("ivfflat", "hnsw"),
          "pgroonga", Set.of("pgroonga"),
          "rum", Set.of("rum"),
          "pg_search", Set.of("bm25"),
          "zombodb", Set.of("zombodb"));

  private static final Map<String, Set<String>> OPERATOR_CLASSES =
      Map.of(
          "vector",
          Set.of(
              "vector_ops",
              "vector_l2_ops",
              "vector_ip_ops",
              "vector_cosine_ops",
              "vector_l1_ops",
              "halfvec_ops",
              "halfvec_l2_ops",
              "halfvec_ip_ops",
              "halfvec_cosine_ops",
              "halfvec_l1_ops",
              "sparsevec_ops",
              "sparsevec_l2_ops",
              "sparsevec_ip_ops",
              "sparsevec_cosine_ops",
              "sparsevec_l1_ops",
              "bit_hamming_ops",
              "bit_jaccard_ops"),
          "postgis",
          Set.of(
              "gist_geometry_ops_2d",
              "gist_geometry_ops_nd",
              "gist_geography_ops",
              "brin_geometry_inclusion_ops_2d",
              "spgist_geometry_ops_2d"));

  /// Whether an extension is known to have an access method of a name.
  static boolean hasAccessMethod(String extension, String method) {
    return ACCESS_METHODS.getOrDefault(extension, Set.of()).contains(method);
  }

  /// Whether an extension is known to have an operator class of a name.
  static boolean hasOperatorClass(String extension, String operatorClass) {
    return OPERATOR_CLASSES.getOrDefault(extension, Set.of()).contains(operatorClass);
  }
}
