package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// What assignments assign to.
final class Targets {
  private final Interpreter interpreter;

  Targets(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  void assign(Expression target, Value value, Frame frame) {
    switch (target) {
      case Expression.Name name -> frame.assign(name.identifier(), value);
      case Expression.Attribute attribute -> {
        String doubt = interpreter.doubt();
        interpreter
            .expressions()
            .attributes()
            .set(
                interpreter.evaluate(attribute.value(), frame),
                attribute.name(),
                value,
                doubt == null ? "" : doubt);
      }
      case Expression.Subscript subscript -> {
        Value of = interpreter.evaluate(subscript.value(), frame);
        put(of, interpreter.evaluate(subscript.index(), frame), value);
      }
      case Expression.TupleDisplay tuple -> unpack(tuple.elements(), value, frame);
      case Expression.ListDisplay list -> unpack(list.elements(), value, frame);
      case Expression.Starred starred -> assign(starred.value(), value, frame);
      default -> {}
    }
  }

  private void put(Value of, Value index, Value value) {
    String doubt = interpreter.doubt();
    switch (of) {
      case Value.Mapping mapping -> {
        if (doubt != null && mapping.birth() < interpreter.depthOfDoubt()) {
          mapping.makeUncertain(doubt);
        }
        if (!Operators.known(index)) {
          mapping.makeUncertain("a key is not known");
        }
        mapping.entries().put(index, value);
      }
      case Value.Sequence sequence -> {
        if (doubt != null && sequence.birth() < interpreter.depthOfDoubt()) {
          sequence.makeUncertain(doubt);
        }
        int size = sequence.items().size();
        int at = index instanceof Value.Numeral numeral ? numeral.number().intValue() : size;
        at = at < 0 ? at + size : at;
        if (at < 0 || at >= size) {
          sequence.makeUncertain("which item was changed is not known");
        } else {
          sequence.items().set(at, value);
        }
      }
      default -> {}
    }
  }

  private void unpack(List<Expression> targets, Value value, Frame frame) {
    List<Value> items = interpreter.callables().items(value, targets.getFirst().span());
    if (items == null) {
      Value unknown =
          value instanceof Value.Unknown
              ? value
              : new Value.Unknown("what was unpacked is not known");
      targets.forEach(target -> assign(target, unknown, frame));
      return;
    }
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      star = targets.get(i) instanceof Expression.Starred ? i : star;
    }
    if (star < 0 ? items.size() != targets.size() : items.size() < targets.size() - 1) {
      throw Errors.raised(
          "ValueError",
          (items.size() > targets.size() ? "too many" : "not enough") + " values to unpack",
          targets.getFirst().span());
    }
    int extra = items.size() - targets.size() + 1;
    int at = 0;
    for (int i = 0; i < targets.size(); i++) {
      if (i == star) {
        assign(
            targets.get(i),
            Value.Sequence.list(new ArrayList<>(items.subList(at, at + extra))),
            frame);
        at += extra;
      } else {
        assign(targets.get(i), items.get(at++), frame);
      }
    }
  }

  void augment(Statement.AugmentedAssign assign, Frame frame) {
    Value before = interpreter.evaluate(assign.target(), frame);
    Value by = interpreter.evaluate(assign.value(), frame);
    if (before instanceof Value.Sequence list
        && list.kind() == Value.Sequence.Kind.LIST
        && assign.operator().symbol().equals("+")) {
      // `+=` changes the list in place.
      interpreter.callables().method(list, "extend", Arguments.of(by), assign.span());
      return;
    }
    assign(
        assign.target(),
        interpreter
            .expressions()
            .operations()
            .binary(assign.operator().symbol(), before, by, assign.span()),
        frame);
  }

  void delete(Expression target, Frame frame) {
    switch (target) {
      case Expression.Name name -> frame.delete(name.identifier());
      case Expression.Subscript subscript -> {
        Value of = interpreter.evaluate(subscript.value(), frame);
        Value index = interpreter.evaluate(subscript.index(), frame);
        if (of instanceof Value.Mapping mapping) {
          if (interpreter.doubt() != null || !Operators.known(index)) {
            mapping.makeUncertain("what was deleted is not known");
          }
          mapping.entries().remove(index);
        } else if (of instanceof Value.Sequence sequence) {
          sequence.makeUncertain("what was deleted is not known");
        }
      }
      default -> {}
    }
  }
}
