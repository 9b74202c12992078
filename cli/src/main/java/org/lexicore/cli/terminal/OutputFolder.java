package org.lexicore.cli.terminal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.lexicore.model.InputException;

/**
 * A command's output: written to a temporary sibling and renamed when it is complete, so that neither a failure nor
 * Ctrl-C leaves anything half done.
 *
 * <p>A folder that is there already is replaced only if it is empty or carries the mark of an earlier run.
 */
public final class OutputFolder {
  /** File that marks a folder as one that may be replaced. */
  static final String MARK = ".lexicore";

  private static final String MARK_TEXT = "written by lexicore, which replaces this folder when it writes here again\n";

  private OutputFolder() {}

  /** Writes the content of a folder, or of a file, at the path that it is given. */
  @FunctionalInterface
  public interface Writer<T> {
    /** Writes to {@code place}; what it returns is handed on. */
    T write(Path place) throws Exception;
  }

  /**
   * Has {@code writer} fill a new folder, which then becomes {@code target}.
   *
   * @throws InputException if {@code target} holds something else, or cannot be written
   */
  public static <T> T write(Path target, Writer<T> writer) throws Exception {
    return write(target, List.of(), writer);
  }

  /** The same for a command that reads {@code inputs}, none of which may lie in what is replaced. */
  public static <T> T write(Path target, List<Path> inputs, Writer<T> writer) throws Exception {
    Path folder = target.toAbsolutePath().normalize();
    refuseForeign(target, folder);
    inputs.stream().filter(input -> input.toAbsolutePath().normalize().startsWith(folder)).findFirst().ifPresent(input -> {
      throw new InputException(target + ": would be replaced, and " + input + " with it, which is read; choose another folder");
    });
    Path temporary = sibling(target, folder);
    Unfinished.begin(temporary);
    try {
      create(target, temporary, true);
      Files.writeString(temporary.resolve(MARK), MARK_TEXT);
      T result = writer.write(temporary);
      Unfinished.swap(() -> {
        deleteTree(folder);
        Files.move(temporary, folder);
      });
      return result;
    } finally {
      Unfinished.end(temporary);
    }
  }

  /**
   * Makes {@code target} a folder that keeps what is in it, for work that goes on where it was broken off.
   *
   * @throws InputException if {@code target} holds something else, or cannot be written
   */
  public static Path keep(Path target) throws IOException {
    Path folder = target.toAbsolutePath().normalize();
    refuseForeign(target, folder);
    if (!Files.isDirectory(folder)) {
      create(target, folder, true);
    }
    Files.writeString(folder.resolve(MARK), MARK_TEXT);
    return folder;
  }

  /**
   * As {@link #keep}, while {@code writer} adds to the folder; one that was made for it goes again if nothing was
   * added.
   */
  public static <T> T keeping(Path target, Writer<T> writer) throws Exception {
    Path folder = target.toAbsolutePath().normalize();
    boolean made = !Files.exists(folder);
    Unfinished.beginKeeping(folder, made);
    try {
      return writer.write(keep(target));
    } finally {
      Unfinished.endKeeping(folder);
    }
  }

  /** Removes {@code folder} if it holds nothing but its mark. */
  static void removeBare(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.anyMatch(file -> !file.getFileName().toString().equals(MARK))) {
        return;
      }
    }
    deleteTree(folder);
  }

  /** As {@link #write}, for a single file. */
  public static <T> T writeFile(Path target, Writer<T> writer) throws Exception {
    Path file = target.toAbsolutePath().normalize();
    if (Files.isDirectory(file)) {
      throw new InputException(target + ": is a folder; name a file in it");
    }
    Path temporary = sibling(target, file);
    Unfinished.begin(temporary);
    try {
      create(target, temporary, false);
      T result = writer.write(temporary);
      Unfinished.swap(() -> move(temporary, file));
      return result;
    } finally {
      Unfinished.end(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The place beside {@code absolute} that is written first; whatever an earlier run left there is removed. */
  private static Path sibling(Path target, Path absolute) throws IOException {
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new InputException(target + ": cannot be replaced; choose a folder of its own");
    }
    Path temporary = parent.resolve("." + absolute.getFileName() + ".lexicore-part");
    deleteTree(temporary);
    return temporary;
  }

  /** Makes {@code temporary}, and the folders above it. */
  private static void create(Path target, Path temporary, boolean folder) {
    try {
      Files.createDirectories(temporary.getParent());
      if (folder) {
        Files.createDirectory(temporary);
      } else {
        Files.createFile(temporary);
      }
    } catch (IOException e) {
      throw new InputException(target + ": nothing can be written into " + temporary.getParent() + "; choose another place with -o");
    }
  }

  private static void refuseForeign(Path target, Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new InputException(target + ": is a file; name a folder");
    }
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(MARK))) {
      return;
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new InputException(target + ": is not empty and not from lexicore; choose another folder, or empty it");
      }
    }
  }

  /**
   * A temporary folder elsewhere, for work whose output nobody keeps; {@link #remove} it, which the end of the process
   * does, too.
   */
  public static Path work(String prefix) throws IOException {
    Path folder = Files.createTempDirectory(prefix);
    Unfinished.begin(folder);
    return folder;
  }

  /** Removes a temporary folder with all that is in it. */
  public static void remove(Path folder) throws IOException {
    Unfinished.end(folder);
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
