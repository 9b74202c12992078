package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.rtl.RtlGenerator;

/** The Verilog of an accelerator as the standard-cell flow takes it: memories that macros are made for have become their borders. */
final class SynthesisSources {
  private SynthesisSources() {}

  /** Writes {@code folder/rtl} and the mapping's files into {@code folder}; returns the Verilog's folder. */
  static Path write(Accelerator accelerator, byte[] rom, Path folder) {
    RtlGenerator.generate(accelerator, rom, folder);
    Path rtl = folder.resolve("rtl");
    try {
      writeMapping(folder);
      Files.writeString(rtl.resolve("lexicore_ram.v"), resource("lexicore_ram.v"));
      Path store = rtl.resolve("lexicore_rom.v");
      if (Files.exists(store)) {
        Files.writeString(store, romBorder(Files.readString(store)));
      }
      return rtl;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what the mapping scripts read into {@code folder}. */
  static void writeMapping(Path folder) throws IOException {
    for (String file : new String[] {"map.abc", "map.constr"}) {
      Files.writeString(folder.resolve(file), resource(file));
    }
  }

  /** {@code rom}, or its border if its content is a memory image; one that is a table is logic. */
  static String romBorder(String rom) {
    if (!rom.contains("readmemh")) {
      return rom;
    }
    String head = rom.lines().takeWhile(line -> !line.startsWith(");")).collect(Collectors.joining("\n"));
    return head.replace("output reg ", "output wire")
        + """

        );
            (* keep *) DFFPOSX1 memory_input [%d:0] (.CLK(clock), .D({enable, address}), .Q());
            (* keep *) DFFPOSX1 memory_output [%d:0] (.CLK(clock), .D(~data), .Q(data));
        endmodule

        `default_nettype wire
        """.formatted(highestBit(head, "address") + 1, highestBit(head, "data"));
  }

  private static int highestBit(String head, String port) {
    Matcher range = Pattern.compile("\\[(\\d+):0\\] +" + port + "\\b").matcher(head);
    if (!range.find()) {
      throw new IllegalStateException("lexicore_rom has no port " + port);
    }
    return Integer.parseInt(range.group(1));
  }

  static String resource(String name) {
    try (InputStream in = SynthesisSources.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
