package org.lexicore.reports.area;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.lexicore.reports.RecordJson;

/**
 * What the models of area were calibrated and judged with: {@code synthesis.json} beside this class, which {@code scripts/calibrate-area}
 * writes.
 *
 * @param made how, in words: command, tools and their versions, cells
 * @param accelerators synthesised module by module
 * @param roms codebooks synthesised as logic
 */
public record SynthesisData(String made, List<SynthesisedAccelerator> accelerators, List<SynthesisedRom> roms) {
  /** That of this version. */
  public static SynthesisData stored() {
    return Stored.DATA;
  }

  /** Read once, and only if somebody asks. */
  private static final class Stored {
    private static final SynthesisData DATA = read();
  }

  private static SynthesisData read() {
    try (InputStream in = SynthesisData.class.getResourceAsStream("synthesis.json")) {
      return RecordJson.MAPPER.readValue(in, SynthesisData.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's text. */
  public String json() {
    return RecordJson.text(this);
  }
}
