package org.lexicore.cli.accuracy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lexicore.cli.terminal.TextTable;

/** Rows as a text, as CSV and as JSON. */
final class AccuracyTable {
  private AccuracyTable() {}

  /** Writes {@code accuracy.txt}, {@code .csv} and {@code .json}, and {@code tensors.csv}, into {@code folder}. */
  static void write(List<Row> rows, List<SignalToNoise> noise, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("accuracy.txt"), text(rows));
    Files.writeString(folder.resolve("accuracy.csv"), csv(rows));
    Files.writeString(folder.resolve("accuracy.json"), new ObjectMapper().writerWithDefaultPrettyPrinter()
        .writeValueAsString(Map.of("rows", rows)) + "\n");
    Files.writeString(folder.resolve("tensors.csv"),
        "network,tensor,shape,storage,scale,signal_to_noise_db\n" + noise.stream().map(it -> it + "\n").collect(Collectors.joining()));
  }

  /** One table a network, for their measures differ. */
  static String text(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    for (String network : rows.stream().map(Row::network).distinct().toList()) {
      List<Row> own = rows.stream().filter(row -> row.network().equals(network)).toList();
      List<String> head = new ArrayList<>(List.of(network, "bits/weight"));
      own.getFirst().measures().forEach(measure -> head.add(measure.name()));
      TextTable table = new TextTable(head.toArray(String[]::new));
      for (Row row : own) {
        List<String> cells = new ArrayList<>(List.of(row.variant(), bits(row)));
        row.measures().forEach(measure -> cells.add(measure.text()));
        table.row(cells);
      }
      text.append(table).append('\n');
    }
    return text.toString();
  }

  private static String bits(Row row) {
    return row.bitsPerWeight() == 0 ? "" : String.format(Locale.ROOT, "%.2f", row.bitsPerWeight());
  }

  /** One measure a line. */
  static String csv(List<Row> rows) {
    StringBuilder text = new StringBuilder("network,variant,bits_per_weight,measure,value\n");
    for (Row row : rows) {
      for (Measure measure : row.measures()) {
        text.append(String.format(Locale.ROOT, "%s,%s,%s,%s,%.6f%n", row.network(), row.variant(), bits(row), measure.name(), measure.value()));
      }
    }
    return text.toString();
  }
}
