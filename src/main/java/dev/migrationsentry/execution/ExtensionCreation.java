package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogExtension;
import dev.migrationsentry.builtin.ObjectSet;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.InstallableExtension;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.SchemaStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CREATE EXTENSION: the server's `CreateExtension`, in its order.
final class ExtensionCreation {
  private final Draft draft;
  private final SchemaStatement.CreateExtension statement;

  private ExtensionCreation(Draft draft, SchemaStatement.CreateExtension statement) {
    this.draft = draft;
    this.statement = statement;
  }

  static void execute(SchemaStatement.CreateExtension statement, Draft draft) {
    new ExtensionCreation(draft, statement).execute();
  }

  private void execute() {
    String name = statement.name().stored();
    checkName(name);
    GlobalObject.Extension existing = SchemaStatements.extension(draft, name);
    if (existing != null) {
      if (statement.ifNotExists()) {
        draft.skipped(existing);
        return;
      }
      throw Refusal.of("42710", "extension \"" + name + "\" already exists", at())
          .about(ObjectKind.EXTENSION, name, null, List.of());
    }
    create(name, statement.version());
  }

  /// Asks whether the current role may create the extension, and with CASCADE those that it needs:
  /// what the server asks when everything else is settled (`execute_extension_script`).
  static void check(SchemaStatement.CreateExtension statement, RightsCheck check) {
    new ExtensionCreation(check.draft(), statement).check(statement.name().stored(), check);
  }

  private void check(String name, RightsCheck check) {
    Map<String, InstallableExtension> installable = draft.host().extensions();
    InstallableExtension here = installable == null ? null : installable.get(name);
    CatalogExtension catalog = Builtin.of(draft.major()).extension(name).orElse(null);
    if (SchemaStatements.extension(draft, name) != null || (here == null && catalog == null)) {
      return;
    }
    CatalogExtension known = known(name, catalog, here);
    known.requires().forEach(requirement -> check(requirement, check));
    boolean told = here != null && !here.versions().isEmpty();
    if (!told && known.known() == CatalogExtension.Known.NAME) {
      check.doubt(
          "whether role " + check.role() + " may create extension " + name + " is not known");
      return;
    }
    boolean superuser = (told && here != null) ? here.superuser() : known.superuser();
    boolean trusted = (told && here != null) ? here.trusted() : known.trusted();
    if (!superuser) {
      return;
    }
    String refusal = "permission denied to create extension \"" + name + "\"";
    if (!trusted) {
      throw check.denied(
          RightsCheck.refusal(refusal, at()).hint("Must be superuser to create this extension."),
          "superuser",
          ObjectKind.EXTENSION,
          name);
    }
    switch (check.rights().mayCreateInDatabase(check.role())) {
      case YES -> {}
      case UNKNOWN ->
          check.doubt("whether role " + check.role() + " may create extensions is not known");
      case NO ->
          throw new Denied(
              RightsCheck.refusal(refusal, at())
                  .hint("Must have CREATE privilege on current database to create this extension."),
              new LackedRight(
                  check.role(),
                  "create",
                  ObjectKind.DATABASE,
                  check.database(),
                  check.rights().databaseOwner()));
    }
  }

  private Span at() {
    return statement.name().span();
  }

  private void checkName(String name) {
    String wrong =
        name.isEmpty()
            ? "Extension names must not be empty."
            : name.contains("--")
                ? "Extension names must not contain \"--\"."
                : name.startsWith("-") || name.endsWith("-")
                    ? "Extension names must not begin or end with \"-\"."
                    : name.contains("/")
                        ? "Extension names must not contain directory separator characters."
                        : null;
    if (wrong != null) {
      throw Refusal.of("22023", "invalid extension name: \"" + name + "\"", at()).detail(wrong);
    }
  }

  private GlobalObject.Extension create(String name, @Nullable String version) {
    Map<String, InstallableExtension> installable = draft.host().extensions();
    InstallableExtension here = installable == null ? null : installable.get(name);
    CatalogExtension known = Builtin.of(draft.major()).extension(name).orElse(null);
    if (here == null && (known == null || installable != null)) {
      throw notAvailable(name);
    }
    CatalogExtension found = known(name, known, here);
    if (version != null) {
      checkVersion(found, version, here);
    }
    doubt(found, here);
    Namespace namespace = namespace(found);
    List<GlobalObject.Extension> required = new ArrayList<>();
    for (String requirement : found.requires()) {
      required.add(required(requirement));
    }
    return create(found, namespace, required);
  }

  /// What is known of an extension: of those that are no part of PostgreSQL itself what the server
  /// tells.
  private static CatalogExtension known(
      String name, @Nullable CatalogExtension known, @Nullable InstallableExtension here) {
    if (known != null
        && (known.known() != CatalogExtension.Known.NAME
            || here == null
            || here.versions().isEmpty())) {
      return known;
    }
    InstallableExtension told = here == null ? InstallableExtension.named(name) : here;
    return new CatalogExtension(
        name,
        null,
        told.requires(),
        told.superuser(),
        told.trusted(),
        true,
        told.schema(),
        CatalogExtension.Known.NAME);
  }

  private void checkVersion(
      CatalogExtension known, String version, @Nullable InstallableExtension here) {
    String newest = known.version();
    if (here != null && !here.versions().isEmpty()) {
      if (!here.versions().contains(version)) {
        throw Refusal.of(
                "22023",
                "extension \""
                    + known.name()
                    + "\" has no installation script nor update path for version \""
                    + version
                    + "\"",
                at())
            .about(ObjectKind.EXTENSION, known.name(), null, List.of());
      }
      if (newest != null && !version.equals(newest)) {
        draft.doubt("depends on what version " + version + " of " + known.name() + " contains");
      }
    } else if (newest != null && !version.equals(newest)) {
      // Which older versions a server still has is not known.
      draft.doubt("depends on whether the server has version " + version + " of " + known.name());
    }
  }

  private Refusal notAvailable(String name) {
    if (draft.major() < 15) {
      // The folder is that of Debian's packages.
      return Refusal.of(
              "58P01",
              "could not open extension control file \"/usr/share/postgresql/"
                  + draft.major()
                  + "/extension/"
                  + name
                  + ".control\": No such file or directory",
              at())
          .about(ObjectKind.EXTENSION, name, null, List.of());
    }
    return Refusal.of("0A000", "extension \"" + name + "\" is not available", at())
        .hint("The extension must first be installed on the system where PostgreSQL is running.")
        .about(ObjectKind.EXTENSION, name, null, List.of());
  }

  private void doubt(CatalogExtension known, @Nullable InstallableExtension here) {
    switch (known.known()) {
      case CONTENTS -> {}
      case CONTROL_FILE -> draft.doubt("depends on what extension " + known.name() + " needs");
      case NAME ->
          draft.doubt(
              here == null
                  ? "depends on whether extension " + known.name() + " is on the server"
                  : "depends on what the script of extension " + known.name() + " does");
    }
  }

  private Namespace namespace(CatalogExtension known) {
    Name written = statement.schema();
    String fixed = known.schema();
    if (written != null) {
      Namespace namespace = draft.names().namespace(written.stored(), written.span());
      if (fixed != null && !fixed.equals(written.stored())) {
        throw Refusal.of(
            "0A000",
            "extension \"" + known.name() + "\" must be installed in schema \"" + fixed + "\"",
            written.span());
      }
      return namespace;
    }
    if (fixed != null) {
      Namespace namespace = draft.schema().namespace(fixed);
      return namespace != null ? namespace : draft.create(id -> new Namespace(id, fixed, false));
    }
    if (known.known() == CatalogExtension.Known.NAME && !draft.names().selectsNamespace()) {
      // Its control file, which is not known here, may name a schema of its own. The outcome is
      // open anyway.
      return draft.schema().namespaces().getFirst();
    }
    return draft.names().creationNamespace(at());
  }

  private GlobalObject.Extension required(String name) {
    GlobalObject.Extension existing = SchemaStatements.extension(draft, name);
    if (existing != null) {
      return existing;
    }
    if (!statement.cascade()) {
      throw Refusal.of("42704", "required extension \"" + name + "\" is not installed", at())
          .hint("Use CREATE EXTENSION ... CASCADE to install required extensions too.")
          .about(ObjectKind.EXTENSION, name, null, List.of());
    }
    return create(name, null);
  }

  private GlobalObject.Extension create(
      CatalogExtension known, Namespace namespace, List<GlobalObject.Extension> required) {
    Optional<ObjectSet> contents =
        Builtin.of(draft.major()).contents(known.name(), namespace.name());
    GlobalObject.Extension extension =
        draft.create(id ->
            new GlobalObject.Extension(
                id, known.name(), namespace.id(), known.known() != CatalogExtension.Known.NAME));
    draft.depend(extension.id(), namespace.id(), Dependency.Kind.NORMAL);
    for (GlobalObject.Extension requirement : required) {
      draft.depend(extension.id(), requirement.id(), Dependency.Kind.NORMAL);
    }
    if (contents.isPresent()) {
      new ExtensionMembers(draft, extension, namespace, at()).create(contents.get());
    } else if (known.name().startsWith("pl")) {
      // The procedural languages of the distribution consist of little but the language.
      ExtensionMembers members = new ExtensionMembers(draft, extension, namespace, at());
      members.named(ObjectKind.LANGUAGE, known.name());
    }
    draft.created(extension);
    return extension;
  }
}
