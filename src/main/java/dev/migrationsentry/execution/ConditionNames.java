package dev.migrationsentry.execution;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names that PL/pgSQL has for SQLSTATEs (manual, appendix A).
final class ConditionNames {
  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("duplicate_object", "42710"),
          Map.entry("duplicate_table", "42P07"),
          Map.entry("duplicate_column", "42701"),
          Map.entry("duplicate_function", "42723"),
          Map.entry("duplicate_schema", "42P06"),
          Map.entry("duplicate_database", "42P04"),
          Map.entry("duplicate_alias", "42712"),
          Map.entry("undefined_object", "42704"),
          Map.entry("undefined_table", "42P01"),
          Map.entry("undefined_column", "42703"),
          Map.entry("undefined_function", "42883"),
          Map.entry("undefined_file", "58P01"),
          Map.entry("invalid_schema_name", "3F000"),
          Map.entry("invalid_table_definition", "42P16"),
          Map.entry("invalid_column_reference", "42P10"),
          Map.entry("invalid_foreign_key", "42830"),
          Map.entry("invalid_object_definition", "42P17"),
          Map.entry("invalid_parameter_value", "22023"),
          Map.entry("invalid_text_representation", "22P02"),
          Map.entry("invalid_transaction_state", "25000"),
          Map.entry("active_sql_transaction", "25001"),
          Map.entry("wrong_object_type", "42809"),
          Map.entry("syntax_error", "42601"),
          Map.entry("insufficient_privilege", "42501"),
          Map.entry("datatype_mismatch", "42804"),
          Map.entry("cannot_coerce", "42846"),
          Map.entry("ambiguous_column", "42702"),
          Map.entry("ambiguous_function", "42725"),
          Map.entry("grouping_error", "42803"),
          Map.entry("feature_not_supported", "0A000"),
          Map.entry("dependent_objects_still_exist", "2BP01"),
          Map.entry("unique_violation", "23505"),
          Map.entry("foreign_key_violation", "23503"),
          Map.entry("not_null_violation", "23502"),
          Map.entry("check_violation", "23514"),
          Map.entry("exclusion_violation", "23P01"),
          Map.entry("integrity_constraint_violation", "23000"),
          Map.entry("object_not_in_prerequisite_state", "55000"),
          Map.entry("object_in_use", "55006"),
          Map.entry("lock_not_available", "55P03"),
          Map.entry("query_canceled", "57014"),
          Map.entry("no_data_found", "P0002"),
          Map.entry("too_many_rows", "P0003"),
          Map.entry("raise_exception", "P0001"),
          Map.entry("assert_failure", "P0004"),
          Map.entry("numeric_value_out_of_range", "22003"),
          Map.entry("division_by_zero", "22012"),
          Map.entry("string_data_right_truncation", "22001"),
          Map.entry("syntax_error_or_access_rule_violation", "42000"),
          Map.entry("data_exception", "22000"));

  private ConditionNames() {}

  /// Whether one of a handler's conditions is met by an error.
  ///
  /// @param conditions names in lower case, or SQLSTATEs
  static boolean catches(List<String> conditions, String sqlState) {
    for (String condition : conditions) {
      if (condition.equals("others") && !sqlState.equals("57014") && !sqlState.equals("P0004")) {
        return true;
      }
      String state = STATES.getOrDefault(condition, condition.toUpperCase(Locale.ROOT));
      boolean ofClass = state.endsWith("000") && sqlState.startsWith(state.substring(0, 2));
      if (state.equals(sqlState) || ofClass) {
        return true;
      }
    }
    return false;
  }

  /// The SQLSTATE of a condition named in RAISE, or of its ERRCODE; `P0001` when there is none.
  static String sqlState(@Nullable String condition) {
    return condition == null
        ? "P0001"
        : STATES.getOrDefault(condition.toLowerCase(Locale.ROOT), condition);
  }
}
