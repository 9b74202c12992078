package org.lexicore.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;

/** Is what is written what was meant, the same each time, and read back whole? */
class ResultFilesTest {
  private static final RunResult RESULT = Results.result(CodebookStore.Kind.ROM, 3, 1000);

  @TempDir Path folder;

  @Test
  void aResultIsReadBackAsItWas() throws Exception {
    ResultFiles.write(RESULT, folder);
    RunResult read = ResultFiles.read(folder);
    assertEquals(RESULT, read);
    assertEquals(ResultFiles.json(RESULT), ResultFiles.json(read));
  }

  @Test
  void aConfigurationWithTimedDramIsReadBackAsItWas() throws Exception {
    Accelerator a = RESULT.configuration();
    Accelerator timed = new Accelerator(a.version(), a.name(), a.array(), a.clockMhz(), a.technology(), a.codebook(), a.buffers(),
        a.postprocess(), a.axi(), new Accelerator.Dram.Timed(DramStandard.DDR4_2400, ControllerSettings.of(DramStandard.DDR4_2400)));
    RunResult result = Results.on(RESULT, timed);
    ResultFiles.write(result, folder);
    assertEquals(result, ResultFiles.read(folder));
    assertTrue(ResultFiles.json(RESULT).contains("\"kind\" : \"ideal\""), "as ever");
  }

  @Test
  void theJsonHasTheNamesThatTheDesignPromises() {
    String json = ResultFiles.json(RESULT);
    for (String name : List.of("schema", "network", "accelerator", "codebook_place", "cycles", "time_ms", "macs", "utilisation", "dram_bytes",
        "instructions", "indices", "codebooks", "weights", "biases", "activations_read", "activations_written", "total", "stall_cycles",
        "outputs_sha256", "verification", "cycles_compared", "signals_compared", "divergences", "command", "seed", "inputs")) {
      assertTrue(json.contains("\"" + name + "\" : "), name + " is missing in\n" + json);
    }
  }

  @Test
  void theTableHasOneRowALayerAndTheBytesByKind() {
    List<String> lines = ResultFiles.csv(RESULT).lines().toList();
    assertEquals("layer,weights,macs,cycles,cycles_busy,cycles_weights,cycles_load,cycles_drain,cycles_store,cycles_instruction,utilisation,"
        + "bytes_indices,bytes_codebooks,bytes_weights,bytes_biases,bytes_activations_read,bytes_activations_written,bytes_instructions,bytes_total,"
        + "energy_pj_low,energy_pj,energy_pj_high,host_elements,host_arithmetic,host_bytes_read,host_bytes_written", lines.get(0));
    assertEquals("stage1.block1.conv,\"k=256, d=4\",1001000,21000,13000,3000,2000,2000,1000,0,0.610000,9000,2048,0,128,12000,11000,640,34816,"
        + "45000000,90000000,180000000,0,0,0,0", lines.get(2));
    assertEquals("attention.softmax,host: softmax,0,0,0,0,0,0,0,0,0.000000,0,0,0,0,0,0,0,0,,,,640,3200,640,640", lines.get(4));
    assertEquals(6, lines.size());
  }

  @Test
  void aResultOfAnotherSchemaIsRefused() throws Exception {
    Files.writeString(folder.resolve("result.json"), "{\"schema\": 9}");
    var failure = assertThrows(InputException.class, () -> ResultFiles.read(folder));
    assertEquals(folder.resolve("result.json") + ": has schema 9, this version reads 1; run `lexicore simulate` again to write it",
        failure.getMessage());
  }

  @Test
  void numbersThatNothingCanBeCalculatedWithAreRefused() throws Exception {
    String text = ResultFiles.json(RESULT);
    for (String number : List.of("1e999", "-1e999", "\"NaN\"", "\"1\"")) {
      Files.writeString(folder.resolve("result.json"), text.replaceFirst("\"utilisation\" : [0-9.e+-]+", "\"utilisation\" : " + number));
      String message = assertThrows(InputException.class, () -> ResultFiles.read(folder), number).getMessage();
      assertTrue(message.contains("utilisation is not what a result has there"), message);
    }
  }
}
