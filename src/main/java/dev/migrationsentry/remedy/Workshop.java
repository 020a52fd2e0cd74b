package dev.migrationsentry.remedy;

import dev.migrationsentry.cause.Cause;
import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.SchemaSource;
import dev.migrationsentry.rehearsal.CreatedExtensions;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Finds what is to be mended in a project, and offers what mends it.
public final class Workshop implements AutoCloseable {
  private final Given given;
  private final Servers servers;
  private Overlay taken = Overlay.NONE;

  /// What is needed.
  ///
  /// @param files the project's files as they are
  /// @param options how its histories are read
  /// @param reading reads the histories of files
  /// @param places the worlds at hand, a new database first
  /// @param servers starts throw-away servers
  /// @param now for files that say when they were made
  public record Given(
      ProjectFiles files,
      Options options,
      Function<ProjectFiles, List<History>> reading,
      List<Origin> places,
      Servers.Starting servers,
      ZonedDateTime now) {
    /// Copies the places.
    public Given {
      places = List.copyOf(places);
    }
  }

  /// Opens it; nothing is started before something has to be tried.
  public Workshop(Given given) {
    this.given = given;
    this.servers = new Servers(given.servers());
  }

  /// The histories, with what was taken.
  public List<History> histories() {
    return given.reading().apply(files());
  }

  private ProjectFiles files() {
    try {
      return taken.over(given.files());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on the files are as a remedy makes them.
  public void take(Remedy remedy) {
    taken = taken.with(remedy.files());
  }

  /// All changes of the remedies that were taken.
  public List<FileChange> changes() {
    return taken.changes();
  }

  /// What is to be mended: what is wrong with a history itself, then what fails in the worlds at
  /// hand.
  public List<Ailment> ailments() {
    List<Ailment> all = new ArrayList<>();
    for (History history : histories()) {
      all.addAll(ailments(history));
    }
    return all;
  }

  private List<Ailment> ailments(History history) {
    List<Origin> places = places(history);
    List<Ailment> all = new ArrayList<>(Ailments.of(history, places.getFirst().world(history)));
    if (!all.isEmpty()) {
      // With two heads or ids nothing runs at all, so that failures further down do not count yet.
      return all;
    }
    for (Origin place : places) {
      for (Ailment.Failing failing : Ailments.in(history, place)) {
        boolean known =
            all.stream()
                .anyMatch(one ->
                    one instanceof Ailment.Failing other
                        && other.migration() == failing.migration()
                        && other.error().message().equals(failing.error().message()));
        if (!known) {
          all.add(failing);
        }
      }
    }
    return all;
  }

  /// The worlds at hand, and those in which something else in the project has made tables before
  /// the first migration.
  private List<Origin> places(History history) {
    List<Origin> places = new ArrayList<>(given.places());
    for (Origin place : given.places()) {
      if (place instanceof Origin.Fresh fresh) {
        for (SchemaSource source : history.beside()) {
          Origin.Beside beside =
              source.statements().isEmpty() ? null : Origin.Beside.of(fresh, source);
          if (beside != null) {
            places.add(beside);
          }
        }
      }
    }
    return places;
  }

  /// What mends the failure that a log tells of.
  ///
  /// @param commits those that made the failing migration, the newest first
  /// @return with nothing offered and the reason when no world at hand shows this failure
  public Offers of(Cause cause, List<String> commits) {
    List<Tried> directions =
        Directions.of(cause, histories(), commits).stream()
            .map(remedy -> new Tried(remedy, List.of(), null))
            .toList();
    for (Ailment ailment : ailments()) {
      boolean meant =
          switch (ailment) {
            case Ailment.Failing failing ->
                failing.migration().title().equals(cause.migration())
                    && failing.error().sqlState().equals(cause.sqlState());
            case Ailment.Found found -> found.finding().rule().equals(cause.id());
          };
      if (meant) {
        Offers offers = offers(ailment);
        List<Tried> all = new ArrayList<>(offers.offered());
        all.addAll(directions);
        return new Offers(offers.ailment(), all, offers.refused(), offers.untried());
      }
    }
    return new Offers(
        cause.summary(),
        directions,
        List.of(),
        "None of the databases at hand shows this failure, so that no remedy can be tried: add"
            + " production's snapshot with --from.");
  }

  /// Proposes and tries what may mend something.
  public Offers offers(Ailment ailment) {
    Sources sources = new Sources(files(), given.options(), given.now());
    List<Tried> offered = new ArrayList<>();
    List<Tried> refused = new ArrayList<>();
    try {
      Trial trial = new Trial(ailment, sources, given.reading(), places(ailment), servers);
      for (Remedying kind : Remedies.ALL) {
        if (kind.isLastResort() && !offered.isEmpty()) {
          continue;
        }
        Tried last = null;
        for (Remedy remedy : kind.propose(ailment, sources)) {
          last = trial.of(remedy);
          if (last.passed()) {
            break;
          }
        }
        if (last != null) {
          (last.passed() ? offered : refused).add(last);
        }
      }
    } catch (ServerUnavailableException | SQLException e) {
      return new Offers(
          ailment.title(),
          List.of(),
          List.of(),
          "No throw-away server, so that no remedy could be tried: " + e.getMessage() + ".");
    }
    return new Offers(ailment.title(), offered, refused, null);
  }

  /// The worlds in which a remedy is tried, the one in which the failure shows first.
  private List<Origin> places(Ailment ailment) {
    List<Origin> places = new ArrayList<>();
    if (ailment instanceof Ailment.Failing failing) {
      places.add(failing.place());
    }
    for (Origin place : given.places()) {
      if (places.stream().noneMatch(one -> one.name().equals(place.name()))) {
        places.add(place);
      }
    }
    return places;
  }

  /// The extensions that histories create, for a server that has to have them.
  static List<String> extensions(List<History> histories, World world) {
    return CreatedExtensions.of(histories, world, List.of());
  }

  @Override
  public void close() {
    servers.close();
  }
}
