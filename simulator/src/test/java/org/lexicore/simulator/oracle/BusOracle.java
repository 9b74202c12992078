package org.lexicore.simulator.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.instruction.Instruction;

/** Sections 7 and 8: the burst generators, the read port and the write port, register by register. */
final class BusOracle {
  /** Burst generator registers. */
  private static final class Generator {
    int state;
    long segmentsLeft;
    int wordsLeft;
    int dram;
    int chip;
    int segmentDram;
    int segmentChip;
    Instruction owner;
    int beats;
  }

  /** A burst under way; for a fetch the owner is null. */
  private record Burst(Instruction owner, int dram, int chip, int beats, boolean segmentEnd, boolean end) {}

  private final Wires w;
  private final FetchOracle fetch;

  private final Generator load = new Generator();
  private boolean arvalid;
  private Burst ar;
  private int readsOutstanding;
  private final ArrayDeque<Burst> reading = new ArrayDeque<>();
  private int readBeat;
  private boolean loadBeatRegister;
  private byte[] loadBeatData;
  private Instruction.Load loadBeatOwner;
  private int loadBeatWord;
  private boolean loadBeatEnds;

  private final Generator store = new Generator();
  private boolean awvalid;
  private Burst aw;
  private int writesOutstanding;
  private final ArrayDeque<Burst> grantedQueue = new ArrayDeque<>();
  private final ArrayDeque<Burst> responses = new ArrayDeque<>();
  private Burst active;
  private int activeWord;
  private boolean wvalid;
  private byte[] wdata;
  private long wstrb;
  private boolean wlast;
  private int waddress;
  private boolean storeRetires;

  BusOracle(Wires wires, FetchOracle fetch) {
    this.w = wires;
    this.fetch = fetch;
  }

  /** Whether nothing is outstanding on either port. */
  boolean idle() {
    return !arvalid && readsOutstanding == 0 && writesOutstanding == 0;
  }

  void tick() {
    boolean beat = w.dram.readBeat(w.programCycle);
    boolean response = w.dram.writeResponse(w.programCycle);
    boolean arready = arvalid && w.dram.acceptReadAddress(w.programCycle, ar.dram, ar.beats);
    boolean awready = awvalid && w.dram.acceptWriteAddress(w.programCycle, aw.dram, aw.beats, wvalid);
    boolean wready = wvalid && w.dram.acceptWriteData(w.programCycle, wlast);
    tell(arready, awready, wready);

    // Read side: who is granted is decided from registers.
    int k = fetch.request();
    boolean free = !w.aborting && (!arvalid || arready) && readsOutstanding < w.a.axi().outstandingReads();
    boolean fetchGranted = free && k > 0;
    boolean loadGranted = free && !fetchGranted && load.state == 2;
    w.retiring[0] = loadBeatRegister && loadBeatEnds;
    writeLoadBeat();
    byte[] fetchBeat = beat ? readBeat() : null;
    if (arready) {
      arvalid = false;
    }
    Burst granted = null;
    if (fetchGranted) {
      granted = new Burst(null, w.program + (int) (64 * fetch.requested), 0, k * 64 / w.word, false, false);
    } else if (loadGranted) {
      granted = burst(load);
    }
    boolean loadIssues = load.state == 0 && w.mayIssue(0);
    generator(load, loadGranted, loadIssues);
    w.issuing[0] = loadIssues;
    if (granted != null) {
      ar = granted;
      arvalid = true;
      readsOutstanding++;
      reading.add(granted);
    }
    fetch.tick(fetchGranted, fetchBeat);
    writeSide(awready, wready, response);
  }

  private void tell(boolean arready, boolean awready, boolean wready) {
    if (arvalid) {
      w.sink.readAddress(w.cycle, ar.dram, ar.beats, arready);
    }
    if (awvalid) {
      w.sink.writeAddress(w.cycle, aw.dram, aw.beats, awready);
    }
    if (wvalid) {
      w.sink.writeData(w.cycle, wdata, wstrb, wlast, wready);
    }
  }

  /** Takes the beat that arrives: returns it if it is the fetch's, and keeps it in the load's register otherwise. */
  private byte[] readBeat() {
    Burst burst = reading.getFirst();
    byte[] data = w.content.read(burst.dram + readBeat * w.word, w.word);
    boolean last = readBeat == burst.beats - 1;
    w.sink.readData(w.cycle, data, 0, last, w.dram.readResponseCode());
    if (w.dram.readResponseCode() >= 2) {
      w.readFailed = true;
      w.failsNow = true;
    }
    byte[] forFetch = null;
    if (burst.owner == null) {
      w.traffic[6] += w.word;
      forFetch = data;
    } else {
      loadBeatOwner = (Instruction.Load) burst.owner;
      w.traffic[loadBeatOwner.kind()] += w.word;
      loadBeatRegister = true;
      loadBeatData = data;
      loadBeatWord = burst.chip + readBeat;
      loadBeatEnds = last && burst.end;
    }
    readBeat++;
    if (last) {
      readBeat = 0;
      reading.removeFirst();
      readsOutstanding--;
    }
    return forFetch;
  }

  private void writeLoadBeat() {
    if (loadBeatRegister) {
      byte[] target =
          switch (loadBeatOwner.target()) {
            case 0 -> w.activations;
            case 1 -> w.residuals;
            case 2 -> w.indices;
            case 3 -> w.parameters;
            case 4 -> w.codebook;
            default -> throw new AssertionError("target " + loadBeatOwner.target());
          };
      for (int i = 0; i < w.word; i++) {
        target[Math.floorMod(loadBeatWord * w.word + i, target.length)] = loadBeatData[i];
      }
    }
    loadBeatRegister = false;
  }

  private Burst burst(Generator g) {
    boolean segmentEnd = g.beats == g.wordsLeft;
    return new Burst(g.owner, g.dram, g.chip, g.beats, segmentEnd, segmentEnd && g.segmentsLeft == 1);
  }

  /** States: 0 idle, 1 split, 2 request. */
  private void generator(Generator g, boolean granted, boolean issues) {
    if (g.state == 1) {
      g.beats = Math.min(g.wordsLeft, (256 - Math.floorMod(g.dram, 256)) / w.word);
      g.state = 2;
    } else if (granted) {
      next(g);
    } else if (issues) {
      begin(g);
    }
  }

  private void next(Generator g) {
    g.state = 1;
    g.wordsLeft -= g.beats;
    g.dram += g.beats * w.word;
    g.chip += g.beats;
    if (g.wordsLeft == 0) {
      g.segmentsLeft--;
      boolean isLoad = g.owner instanceof Instruction.Load;
      Instruction.Load l = isLoad ? (Instruction.Load) g.owner : null;
      Instruction.Store s = isLoad ? null : (Instruction.Store) g.owner;
      g.segmentDram += isLoad ? l.sourceStride() : s.targetStride();
      g.segmentChip += isLoad ? l.targetStride() : s.sourceStride();
      g.dram = g.segmentDram;
      g.chip = g.segmentChip;
      g.wordsLeft = isLoad ? l.words() : s.words();
      g.state = g.segmentsLeft == 0 ? 0 : 1;
    }
  }

  private void begin(Generator g) {
    boolean isLoad = g == load;
    g.owner = w.queues[isLoad ? 0 : 3].getFirst();
    g.state = 1;
    if (isLoad) {
      Instruction.Load l = (Instruction.Load) g.owner;
      g.segmentsLeft = l.segments();
      g.wordsLeft = l.words();
      g.segmentDram = w.bases[l.region()] + l.offset();
      g.segmentChip = l.address();
    } else {
      Instruction.Store s = (Instruction.Store) g.owner;
      g.segmentsLeft = s.segments();
      g.wordsLeft = s.words();
      g.segmentDram = w.bases[s.region()] + s.offset();
      g.segmentChip = s.address();
    }
    g.dram = g.segmentDram;
    g.chip = g.segmentChip;
  }

  private void writeSide(boolean awready, boolean wready, boolean response) {
    boolean grant =
        !w.aborting && writesOutstanding < w.a.axi().outstandingWrites() && store.state == 2;
    boolean pops = active == null && !grantedQueue.isEmpty() && !(awvalid && !awready);
    boolean reads = active != null && (!wvalid || wready);
    w.retiring[3] = storeRetires;
    storeRetires = false;
    if (wready) {
      acceptData();
    }
    if (awready) {
      awvalid = false;
    }
    if (reads) {
      readResult();
    }
    if (pops) {
      active = grantedQueue.removeFirst();
      activeWord = 0;
    }
    if (response) {
      w.sink.writeResponse(w.cycle, w.dram.writeResponseCode());
      if (w.dram.writeResponseCode() >= 2) {
        w.writeFailed = true;
        w.failsNow = true;
      }
      storeRetires = responses.removeFirst().end;
      writesOutstanding--;
    }
    Burst granted = grant ? burst(store) : null;
    boolean issues = store.state == 0 && w.mayIssue(3);
    generator(store, grant, issues);
    w.issuing[3] = issues;
    if (grant) {
      grantedQueue.add(granted);
      responses.add(granted);
      writesOutstanding++;
    }
  }

  private void acceptData() {
    List<Byte> old = new ArrayList<>();
    byte[] now = w.content.read(waddress, w.word);
    for (int i = 0; i < w.word; i++) {
      old.add(now[i]);
      now[i] = (wstrb >> i & 1) == 1 ? wdata[i] : old.get(i);
    }
    w.content.write(waddress, now);
    w.traffic[5] += w.word;
    wvalid = false;
  }

  private void readResult() {
    wdata = new byte[w.word];
    for (int i = 0; i < w.word; i++) {
      wdata[i] = w.results[Math.floorMod((active.chip + activeWord) * w.word + i, w.results.length)];
    }
    if (activeWord == 0) {
      aw = active;
      awvalid = true;
    }
    waddress = active.dram + activeWord * w.word;
    wlast = activeWord == active.beats - 1;
    wvalid = true;
    int lowest = wlast && active.segmentEnd ? ((Instruction.Store) active.owner).lastBytes() : w.word;
    wstrb = 0;
    for (int i = 0; i < lowest; i++) {
      wstrb |= 1L << i;
    }
    activeWord++;
    if (wlast) {
      active = null;
    }
  }
}
