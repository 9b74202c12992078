package org.lexicore.reports.area;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What the models of area were calibrated and judged with: {@code synthesis.json} beside this class, which {@code scripts/calibrate-area}
 * writes.
 *
 * @param made how, in words: command, tools and their versions, cells
 * @param accelerators synthesised module by module
 * @param roms codebooks synthesised as logic
 */
public record SynthesisData(String made, List<SynthesisedAccelerator> accelerators, List<SynthesisedRom> roms) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).addModule(new Jdk8Module()).build();

  /** That of this version. */
  public static SynthesisData stored() {
    try (InputStream in = SynthesisData.class.getResourceAsStream("synthesis.json")) {
      return JSON.readValue(in, SynthesisData.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's text. */
  public String json() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    try {
      var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
      return JSON.writer(printer).writeValueAsString(this) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }
}
