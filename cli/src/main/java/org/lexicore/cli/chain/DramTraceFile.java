package org.lexicore.cli.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.simulator.dram.DramTrace;

/**
 * Reads a trace of loads and stores: {@code LD} or {@code ST} and an address a line, hexadecimal behind {@code 0x}, else
 * decimal.
 */
public final class DramTraceFile {
  /** A file of another form has a problem in each line; nobody reads them all. */
  private static final int SHOWN = 10;

  private final Path file;
  private final DramTrace trace = new DramTrace();
  private final Problems problems = new Problems();
  private int bad;

  private DramTraceFile(Path file) {
    this.file = file;
  }

  /**
   * The accesses of {@code file}.
   *
   * @throws InputException with the number of each line that says no access
   */
  public static DramTrace read(Path file) {
    return new DramTraceFile(file).read();
  }

  private DramTrace read() {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line.strip(), number);
        number++;
      }
    } catch (MalformedInputException e) {
      throw new InputException(file + ": is not text; give a trace with lines like \"LD 0x1f40\"");
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read; give a trace with lines like \"LD 0x1f40\"");
    }
    if (bad > SHOWN) {
      problems.add("%s: %d more lines are no accesses", file, bad - SHOWN);
    }
    problems.require(bad > 0 || trace.size() > 0, "%s: holds no accesses; write lines like \"LD 0x1f40\"", file);
    problems.throwIfAny();
    return trace;
  }

  private void take(String line, int number) {
    if (line.isEmpty()) {
      return;
    }
    String[] words = line.split("\\s+");
    boolean known = words[0].equals("LD") || words[0].equals("ST");
    if (!known || words.length != 2) {
      object(number, line, "is not LD or ST and an address; write e.g. \"LD 0x1f40\"");
      return;
    }
    try {
      long address = words[1].startsWith("0x") || words[1].startsWith("0X") ? Long.parseUnsignedLong(words[1].substring(2), 16)
          : Long.parseLong(words[1]);
      if (address >= 0) {
        trace.add(words[0].equals("ST"), address);
        return;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    object(number, line, "has no address from 0 to 0x7fffffffffffffff; write e.g. \"LD 0x1f40\" or \"LD 8000\"");
  }

  private void object(int number, String line, String what) {
    bad++;
    if (bad <= SHOWN) {
      problems.add("%s:%d: \"%s\" %s", file, number, line, what);
    }
  }
}
