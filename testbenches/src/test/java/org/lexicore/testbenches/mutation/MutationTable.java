package org.lexicore.testbenches.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Draws mutants, module after module in turn, checks them, and keeps what came out in a file: the next run goes on from there. */
final class MutationTable {
  /** Columns of the table: verdicts that count, and survivors that are argued to be equivalent. */
  private static final int EQUIVALENT = Verdict.values().length;

  private final MutationBench bench;
  private final Path results;
  private final Map<String, Verdict> known = new TreeMap<>();

  /** {@code results} is begun anew if the Verilog or the benches have changed. */
  MutationTable(MutationBench bench, Path results) throws IOException {
    this.bench = bench;
    this.results = results;
    String hash = hash(bench.content());
    List<String> lines = Files.exists(results) ? Files.readAllLines(results) : List.of();
    if (lines.isEmpty() || !lines.getFirst().equals(hash)) {
      Files.createDirectories(results.toAbsolutePath().getParent());
      Files.writeString(results, hash + "\n");
      return;
    }
    for (String line : lines.subList(1, lines.size())) {
      int tab = line.indexOf('\t');
      known.put(line.substring(tab + 1), Verdict.valueOf(line.substring(0, tab)));
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code count} mutants, one of each module in turn, as {@code seed} has it. */
  static List<Mutant> draw(MutationBench bench, int count, long seed) {
    Map<String, List<Mutant>> sites = new TreeMap<>();
    bench.files().forEach((file, text) -> {
      List<Mutant> all = new ArrayList<>(MutationOperators.of(file, text));
      Collections.shuffle(all, new Random(seed ^ file.hashCode()));
      sites.put(file, all);
    });
    List<Mutant> drawn = new ArrayList<>();
    for (int round = 0; drawn.size() < count && sites.values().stream().anyMatch(list -> !list.isEmpty()); round++) {
      for (List<Mutant> all : sites.values()) {
        if (drawn.size() < count && !all.isEmpty()) {
          drawn.add(all.removeLast());
        }
      }
    }
    return drawn;
  }

  /** Builds {@code mutants} and checks them. */
  Map<Mutant, Verdict> run(List<Mutant> mutants) {
    Map<Mutant, Verdict> verdicts = new LinkedHashMap<>();
    if (!known.keySet().containsAll(mutants.stream().map(Mutant::key).toList())) {
      bench.build(mutants).forEach(invalid -> note(invalid, Verdict.INVALID));
      if (bench.checkSound() != Verdict.SURVIVED) {
        throw new IllegalStateException("the sound design fails: " + bench.said());
      }
    }
    for (Mutant mutant : mutants) {
      if (!known.containsKey(mutant.key())) {
        Verdict verdict = bench.check(mutant);
        note(mutant, verdict == Verdict.SURVIVED && bench.sameModel(mutant) ? Verdict.SAME : verdict);
      }
      verdicts.put(mutant, known.get(mutant.key()));
    }
    return verdicts;
  }

  private void note(Mutant mutant, Verdict verdict) {
    known.put(mutant.key(), verdict);
    try {
      Files.writeString(results, verdict + "\t" + mutant.key() + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table of docs/verification.md, and every survivor; {@code argued} says by key why one is equivalent. */
  static String text(Map<Mutant, Verdict> verdicts, Map<String, String> argued) {
    Map<String, int[]> rows = new TreeMap<>();
    StringBuilder survivors = new StringBuilder();
    verdicts.forEach((mutant, verdict) -> {
      String reason = argued.get(mutant.key());
      int[] row = rows.computeIfAbsent(mutant.module(), module -> new int[EQUIVALENT + 1]);
      row[verdict == Verdict.SURVIVED && reason != null ? EQUIVALENT : verdict.ordinal()]++;
      if (verdict == Verdict.SURVIVED) {
        survivors.append(String.format("%s:%d %s: `%s` becomes `%s`, %s%n", mutant.file(), mutant.line(), mutant.operator(), mutant.from(), mutant.to(),
            reason == null ? "not seen" : "equivalent: " + reason));
      }
    });
    int[] all = new int[EQUIVALENT + 1];
    StringBuilder text = new StringBuilder(
        "| module | mutants | lockstep | modules | stress | four-state | not seen | equivalent | not built |\n|---|---|---|---|---|---|---|---|---|\n");
    rows.forEach((module, row) -> {
      row(text, module, row);
      Arrays.setAll(all, i -> all[i] + row[i]);
    });
    row(text, "all", all);
    return text + "\n" + survivors;
  }

  private static void row(StringBuilder text, String name, int[] row) {
    text.append(String.format("| %s | %d | %d | %d | %d | %d | %d | %d | %d |%n", name.replace("lexicore_", ""),
        Arrays.stream(row).sum() - row[Verdict.INVALID.ordinal()], row[Verdict.LOCKSTEP.ordinal()], row[Verdict.MODULES.ordinal()],
        row[Verdict.STRESS.ordinal()], row[Verdict.ICARUS.ordinal()], row[Verdict.SURVIVED.ordinal()], row[EQUIVALENT], row[Verdict.SAME.ordinal()]));
  }
}
