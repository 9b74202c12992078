package org.lexicore.testbenches;

import java.util.Map;
import org.lexicore.model.program.Stage;

/**
 * One run of the accelerator as the simulator made it: what a bench without Java feeds to the RTL, and what must come out.
 *
 * @param inference that it belongs to
 * @param from address from which on the memory before the run is not the program's alone
 * @param before the bytes from there to the map's end, or to the end of the inputs where nothing but those was written
 * @param memory all bytes from address 0 to the map's end, after the run; what nobody wrote is 0
 * @param registers values that hold under any memory timing, by register name
 * @param cycles that it took
 */
public record RecordedRun(
    Inference inference, Stage.Run run, int from, byte[] before, byte[] memory, Map<String, Integer> registers, long cycles) {}
