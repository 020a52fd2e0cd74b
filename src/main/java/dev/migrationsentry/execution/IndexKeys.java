package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of an index: the server's `ComputeIndexAttrs`.
final class IndexKeys {
  private IndexKeys() {}

  /// A key after its expression was looked at.
  ///
  /// @param name the name that it gives to the index's column
  /// @param column the column when it is a plain one, else null
  /// @param analysis what is known of the expression, null for a plain column
  record Prepared(
      IndexStatement.Key key,
      String name,
      @Nullable Name column,
      Expressions.@Nullable Analysis analysis) {}

  /// Looks at the expressions among the keys.
  static List<Prepared> analysed(Draft draft, Relation relation, List<IndexStatement.Key> keys) {
    List<Prepared> prepared = new ArrayList<>();
    for (IndexStatement.Key written : keys) {
      IndexStatement.Key key = collated(written);
      if (key.expression() instanceof Expression.ColumnReference reference
          && reference.parts().size() == 1) {
        Name column = reference.parts().getFirst();
        prepared.add(new Prepared(key, column.stored(), column, null));
      } else {
        Expressions.Analysis analysis =
            new Expressions(draft).analyse(key.expression(), ExpressionPlace.INDEX, relation);
        prepared.add(
            new Prepared(key, ExpressionNames.ofIndexKey(key.expression()), null, analysis));
      }
    }
    return prepared;
  }

  /// The key `(column COLLATE c)` is a column like `column COLLATE c`.
  private static IndexStatement.Key collated(IndexStatement.Key key) {
    return key.expression() instanceof Expression.Collate collate
            && collate.operand() instanceof Expression.ColumnReference
        ? new IndexStatement.Key(
            collate.operand(),
            key.collation() == null ? collate.collation() : key.collation(),
            key.operatorClass(),
            key.operatorClassOptions(),
            key.direction(),
            key.nulls(),
            key.span())
        : key;
  }

  /// The keys with their columns and operator classes.
  ///
  /// @throws Refusal 42703 for a missing column, 42704 for a missing operator class, …
  static List<Index.Key> resolved(
      Draft draft, Relation relation, String method, List<Prepared> keys, boolean isConstraint) {
    List<Index.Key> resolved = new ArrayList<>();
    OperatorClasses classes = new OperatorClasses(draft);
    for (Prepared prepared : keys) {
      IndexStatement.Key key = prepared.key();
      Name name = prepared.column();
      int number = 0;
      DataType type;
      if (name != null) {
        Column column = relation.column(name.stored());
        if (column == null) {
          throw missing(draft, relation, name, isConstraint);
        }
        if (column.generation() == Column.Generation.VIRTUAL) {
          throw Refusal.of(
              "0A000",
              isConstraint
                  ? "unique constraints on virtual generated columns are not supported"
                  : "indexes on virtual generated columns are not supported",
              name.span());
        }
        number = column.number();
        type = column.type();
      } else {
        Expressions.Analysis analysis = prepared.analysis();
        type = analysis == null ? new DataType.Undecided() : analysis.type();
        if (analysis != null) {
          new Expressions(draft).checkImmutable(analysis, ExpressionPlace.INDEX, key.span());
        }
      }
      QualifiedName collation = key.collation();
      String collated =
          collation == null ? null : Collations.of(draft, collation, type, collation.span());
      String operatorClass = classes.resolve(method, key.operatorClass(), type, key.span());
      AccessMethods.checkOrder(method, key.direction() != null, key.nulls() != null, key.span());
      boolean descending = "desc".equals(key.direction());
      resolved.add(
          new Index.Key(
              number,
              number == 0 ? key.expression() : null,
              operatorClass,
              sameCollation(relation, number, collated) ? null : collated,
              descending,
              key.nulls() == null ? descending : key.nulls().equals("first")));
    }
    return resolved;
  }

  private static boolean sameCollation(Relation relation, int number, @Nullable String collation) {
    Column column = number == 0 ? null : relation.column(number);
    return column != null && collation != null && collation.equals(column.collation());
  }

  private static Refusal missing(Draft draft, Relation relation, Name name, boolean isConstraint) {
    if (SystemColumns.contains(name.stored())) {
      return Refusal.of("0A000", "index creation on system columns is not supported", name.span());
    }
    return Errors.noColumn(
        draft,
        isConstraint
            ? "column \"" + name.stored() + "\" named in key does not exist"
            : "column \"" + name.stored() + "\" does not exist",
        name,
        relation);
  }

  /// The numbers of the columns in INCLUDE.
  static List<Integer> include(
      Relation relation, List<IndexStatement.Key> keys, boolean isConstraint, Draft draft) {
    List<Integer> numbers = new ArrayList<>();
    for (IndexStatement.Key key : keys) {
      if (!(key.expression() instanceof Expression.ColumnReference reference)
          || reference.parts().size() != 1) {
        throw Refusal.of("0A000", "expressions are not supported in included columns", key.span());
      }
      checkIncluded(key);
      Name name = reference.parts().getFirst();
      Column column = relation.column(name.stored());
      if (column == null) {
        throw missing(draft, relation, name, isConstraint);
      }
      numbers.add(column.number());
    }
    return numbers;
  }

  private static void checkIncluded(IndexStatement.Key key) {
    String refused =
        key.collation() != null
            ? "including column does not support a collation"
            : key.operatorClass() != null
                ? "including column does not support an operator class"
                : key.direction() != null
                    ? "including column does not support ASC/DESC options"
                    : key.nulls() != null
                        ? "including column does not support NULLS FIRST/LAST options"
                        : null;
    if (refused != null) {
      throw Refusal.of("42P17", refused, key.span());
    }
  }
}
