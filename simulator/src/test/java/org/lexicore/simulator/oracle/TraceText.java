package org.lexicore.simulator.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.simulator.trace.TraceGroup;

/** A binary trace as lines that one can read: cycle, group, payload. Written from the format's page, apart from the writer. */
public final class TraceText {
  private TraceText() {}

  public static List<String> lines(byte[] trace, Accelerator accelerator) {
    ByteBuffer in = ByteBuffer.wrap(trace).order(ByteOrder.LITTLE_ENDIAN);
    in.position(8);
    int header = in.getInt();
    in.position(12 + header);
    List<String> lines = new ArrayList<>();
    long cycle = -1;
    while (true) {
      cycle += advance(in);
      int mask = in.getInt();
      if (mask == 0) {
        lines.add(cycle + " end");
        return lines;
      }
      for (TraceGroup group : TraceGroup.values()) {
        if ((mask >> group.ordinal() & 1) == 1) {
          byte[] payload = new byte[group.bytes(accelerator)];
          in.get(payload);
          lines.add(cycle + " " + group.key() + " " + HexFormat.of().formatHex(payload));
        }
      }
    }
  }

  private static long advance(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 127) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
