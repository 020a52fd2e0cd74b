package dev.migrationsentry.cause;

import java.util.List;
import java.util.Optional;

/// The list of all explainers.
public final class Explainers {
  /// Every explainer; where two fit equally well, the first one counts.
  public static final List<Explainer> ALL =
      List.of(
          new MultipleHeads(),
          new DuplicateRevisionId(),
          new MissingRevision(),
          new OverlappingHeads(),
          new OutOfOrder(),
          new ChecksumMismatch(),
          new ReferencedBeforeIntroduced(),
          new VersionTableWidth(),
          new ObjectAlreadyExists(),
          new IfNotExistsHidesDrift(),
          new BlindStamp(),
          new FailedMarker(),
          new DependentObjects(),
          new NotNullExistingRows(),
          new UniqueViolationExisting(),
          new FkViolationExisting(),
          new FkTypeMismatch(),
          new TypeCast(),
          new DataLimit(),
          new Deadlock(),
          new LockTimeout(),
          new StatementTimeout(),
          new ConcurrentRunners(),
          new AdvisoryLockPooler(),
          new StaleLockTable(),
          new ConcurrentlyInTransaction(),
          new EnumInTransaction(),
          new PendingTriggerEvents(),
          new AbortedTransactionHidesFirstError(),
          new MissingExtensionOrPermission(),
          new ConnectionEnv(),
          new FilesNotShipped(),
          new ServerVersion(),
          new SchemaAfterCode(),
          new SilentlySwallowed(),
          new SqlSplitter(),
          new IdentifierTooLong(),
          new LedgerLost(),
          new SyntaxError());

  private Explainers() {}

  /// The explainer of a class.
  public static Optional<Explainer> of(String id) {
    return ALL.stream().filter(explainer -> explainer.id().equals(id)).findFirst();
  }
}
