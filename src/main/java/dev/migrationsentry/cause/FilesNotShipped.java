package dev.migrationsentry.cause;

/// The migrations are not in the image.
final class FilesNotShipped implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.says("files-missing") ? 94 : clues.state("42P01") ? 8 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The runner did not find the migrations' files where it looks.";
  }

  @Override
  public String decides(Clues clues) {
    return "The files in the image that was deployed, and the folder that the runner starts in.";
  }
}
