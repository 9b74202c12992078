#include "registers.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace {
constexpr unsigned ALL_BYTES = 15;
constexpr uint32_t SPACE = 0x1000;    // bytes of the address map
constexpr uint32_t LOW_BITS = 0xFF;   // of a base: read back as written, taken as 0
constexpr int ABORTS = 6;             // soft resets together with a bus error, of each direction
constexpr uint64_t EVERY = 2, ANSWER = 3;  // cycles of an access; from its offer to its answer, where the bench sees both late
const unsigned PACES[] = {0, 30, 80};  // chance in per cent that a channel idles
const char* const BASES[] = {"PROGRAM", "DATA", "SCRATCH", "INPUT", "OUTPUT"};

std::string hexadecimal(uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%x", value);
  return text;
}

class RegisterCheck {
 public:
  explicit RegisterCheck(Runs& runs) : runs_(runs), bench_(runs.bench()), scenario_(runs.scenario()) {
    for (const Register& one : scenario_.registers) {
      known_[one.offset] = &one;
      if (one.readable && one.writable) model_[one.offset] = one.reset;
    }
  }

  uint64_t run() {
    after_reset();
    for (unsigned pace : PACES) {
      bench_.host().set_pace(pace);
      bench_.host().set_late(pace);
      strobes();
      whole_map();
    }
    bench_.host().set_pace(30);
    bench_.host().set_late(30);
    many_at_once();
    back_to_back();
    pulses_without_their_byte();
    nothing_to_reset();
    no_instructions();
    start_in_a_run();
    interrupts();
    start_over_an_end();
    low_bits();
    for (int i = 0; i < ABORTS; i++) {
      reset_with_error(false, i);
      reset_with_error(true, i);
    }
    return accesses_;
  }

 private:
  [[noreturn]] static void wrong(const std::string& what) { throw Failure("registers: " + what); }

  void expect_read(uint32_t address, uint32_t value, const std::string& when) {
    accesses_++;
    Answer answer = bench_.read(address);
    auto found = known_.find(address & ~3u);
    bool readable = found != known_.end() && found->second->readable;
    std::string name = found == known_.end() ? hexadecimal(address) : found->second->name;
    if (answer.response != (readable ? OKAY : SLVERR)) wrong("a read of " + name + " is answered with " + std::to_string(answer.response) + " " + when);
    if (answer.value != (readable ? value : 0)) wrong(name + " reads " + hexadecimal(answer.value) + ", not " + hexadecimal(value) + ", " + when);
  }

  void write(uint32_t address, uint32_t value, unsigned strobes) {
    accesses_++;
    unsigned response = bench_.write(address, value, strobes);
    auto found = known_.find(address & ~3u);
    bool writable = found != known_.end() && found->second->writable;
    if (response != (writable ? OKAY : SLVERR)) {
      wrong("a write to " + hexadecimal(address) + " is answered with " + std::to_string(response));
    }
    note(address & ~3u, value, strobes);
  }

  // What a register holds after a write.
  void note(uint32_t offset, uint32_t value, unsigned strobes) {
    auto held = model_.find(offset);
    if (held == model_.end()) return;
    for (int byte = 0; byte < 4; byte++) {
      uint32_t mask = uint32_t(0xFF) << 8 * byte;
      if (strobes >> byte & 1) held->second = (held->second & ~mask) | (value & mask);
    }
  }

  uint32_t word() { return static_cast<uint32_t>(runs_.random().next()); }

  void expect_all(const std::string& when) {
    for (const auto& held : model_) expect_read(held.first, held.second, when);
  }

  void after_reset() {
    if (bench_.irq()) wrong("irq is 1 after the reset");
    for (const Register& one : scenario_.registers) expect_read(one.offset, one.reset, "after the reset");
  }

  void strobes() {
    for (const auto& held : model_) write(held.first, word(), ALL_BYTES);
    for (unsigned strobes = 0; strobes <= ALL_BYTES; strobes++) {
      for (const auto& held : model_) {
        write(held.first, word(), strobes);
        expect_read(held.first, held.second, "after strobes " + hexadecimal(strobes));
      }
    }
    expect_all("after all strobes");
  }

  // Every word of the map, bits 1:0 of the address as chance has it: holes and wrong accesses change nothing.
  void whole_map() {
    for (uint32_t offset = 0; offset < SPACE; offset += 4) {
      auto found = known_.find(offset);
      bool pulse = found != known_.end() && found->second->writable && !found->second->readable;
      if (!pulse) write(offset + static_cast<uint32_t>(runs_.random().below(4)), word(), ALL_BYTES);
      if (found == known_.end() || model_.count(offset) == 0) {
        expect_read(offset + static_cast<uint32_t>(runs_.random().below(4)), found == known_.end() ? 0 : found->second->reset, "between writes elsewhere");
      }
    }
    expect_all("after writes to the whole map");
  }

  // All accesses are there before the first is answered.
  void many_at_once() {
    for (unsigned pace : PACES) {
      bench_.host().set_pace(pace);
      bench_.host().set_late(60);
      for (const auto& held : model_) {
        uint32_t value = word();
        bench_.host().write(held.first, value, ALL_BYTES);
        note(held.first, value, ALL_BYTES);
      }
      bench_.await_answers();
      for (const auto& held : model_) bench_.host().read(held.first);
      bench_.await_answers();
      for (const auto& held : model_) {
        if (bench_.host().got.front().value != held.second) wrong("reads queued one behind the other give another register's value");
        bench_.host().got.pop_front();
      }
      accesses_ += bench_.host().written.size() + model_.size();
      bench_.host().written.clear();
    }
    bench_.host().set_pace(30);
    bench_.host().set_late(30);
  }

  // Where the host never pauses, an access is accepted in every second cycle.
  void back_to_back() {
    bench_.host().set_pace(0);
    bench_.host().set_late(0);
    for (const auto& held : model_) bench_.host().write(held.first, held.second, ALL_BYTES);
    expect_full_pace("writes");
    for (const auto& held : model_) bench_.host().read(held.first);
    expect_full_pace("reads");
    accesses_ += bench_.host().written.size() + bench_.host().got.size();
    bench_.host().written.clear();
    bench_.host().got.clear();
    bench_.host().set_pace(30);
    bench_.host().set_late(30);
  }

  void expect_full_pace(const char* what) {
    uint64_t start = bench_.cycle();
    bench_.await_answers();
    uint64_t cycles = bench_.cycle() - start;
    if (cycles > EVERY * model_.size() + ANSWER) {
      wrong(std::to_string(model_.size()) + " " + what + " one behind the other take " + std::to_string(cycles) + " cycles");
    }
  }

  // CONTROL and INTERRUPT_CLEAR act on bytes with a strobe only.
  void pulses_without_their_byte() {
    write(scenario_.offset("INSTRUCTIONS"), 0, ALL_BYTES);
    for (unsigned strobes : {0u, 14u}) write(scenario_.offset("CONTROL"), START, strobes);
    write(scenario_.offset("CONTROL"), ~(START | SOFT_RESET), ALL_BYTES);
    bench_.wait(20);
    runs_.expect_status(0, "after writes to CONTROL without bit 0");
  }

  void nothing_to_reset() {
    write(scenario_.offset("CONTROL"), SOFT_RESET, ALL_BYTES);
    write(scenario_.offset("CONTROL"), START | SOFT_RESET, ALL_BYTES);
    bench_.wait(20);
    runs_.expect_status(0, "after a soft reset without a run, which wins over a start");
  }

  void no_instructions() {
    write(scenario_.offset("INTERRUPT_ENABLE"), 0, ALL_BYTES);
    write(scenario_.offset("INSTRUCTIONS"), 0, ALL_BYTES);
    bench_.starts(0, 0);
    write(scenario_.offset("CONTROL"), START, ALL_BYTES);
    bench_.wait(4);
    runs_.expect_status(DONE, "after a program of no instructions");
    if (bench_.irq()) wrong("irq is 1 while INTERRUPT_ENABLE is 0");
    expect_read(scenario_.offset("CYCLES_LOW"), 1, "after a program of no instructions");
    write(scenario_.offset("CONTROL"), SOFT_RESET, ALL_BYTES);
    runs_.expect_status(DONE, "after a soft reset that finds nothing running");
    write(scenario_.offset("INTERRUPT_CLEAR"), 1, ALL_BYTES);
    runs_.expect_status(0, "after INTERRUPT_CLEAR");
    bench_.starts(0, 0);
    write(scenario_.offset("CONTROL"), START, ALL_BYTES);
    bench_.wait(4);
    runs_.expect_status(DONE, "after a program of no instructions, which the next start clears");
  }

  void prepare(const Run& run) {
    runs_.prepare(run);
    for (const auto& set : run.sets) note(scenario_.offset(set.first), set.second, ALL_BYTES);
    write(scenario_.offset("INTERRUPT_ENABLE"), 1, ALL_BYTES);
  }

  // A start clears what the run before left in STATUS, and is ignored while a run is there; its program and length are those of its own start.
  // The memory holds still meanwhile, so that the run, however short, does not end.
  void start_in_a_run() {
    const Run& run = runs_.any();
    prepare(run);
    bench_.memory().hold(true);
    runs_.start(run);
    for (int i = 0; i < 2; i++) {
      bench_.memory().hold(false);
      bench_.wait(runs_.random().below(std::min<uint64_t>(run.cycles / 16, 100)));
      bench_.memory().hold(true);
      uint32_t status = bench_.read("STATUS");
      if (status != RUNNING) wrong("STATUS is " + hexadecimal(status) + " in a run");
      if (bench_.irq()) wrong("irq is 1 in a run");
      write(scenario_.offset("PROGRAM"), word(), ALL_BYTES);
      write(scenario_.offset("INSTRUCTIONS"), word(), ALL_BYTES);
      write(scenario_.offset("CONTROL"), START, ALL_BYTES);
      write(scenario_.offset("INTERRUPT_CLEAR"), 1, ALL_BYTES);
      counters_rise();
    }
    bench_.memory().hold(false);
    runs_.finish(run);
  }

  void counters_rise() {
    if (bench_.read("CYCLES_LOW") == 0) wrong("CYCLES_LOW is 0 in a run");
    for (const char* name : {"CYCLES_LOW", "BYTES_INSTRUCTIONS_LOW"}) {
      uint32_t first = bench_.read(name), second = bench_.read(name);
      if (second < first) wrong(std::string(name) + " falls in a run");
    }
  }

  void interrupts() {
    const Run& run = runs_.any();
    prepare(run);
    write(scenario_.offset("INTERRUPT_ENABLE"), 0xFFFFFFFE, ALL_BYTES);
    runs_.start(run);
    runs_.await_end(run, "nothing");
    if (bench_.irq()) wrong("irq is 1 though bit 0 of INTERRUPT_ENABLE is 0");
    write(scenario_.offset("INTERRUPT_ENABLE"), 1, ALL_BYTES);
    bench_.wait(2);
    if (!bench_.irq()) wrong("irq stays 0 when INTERRUPT_ENABLE is set after the end");
    for (uint32_t value : {0u, 0xFFFFFFFEu}) write(scenario_.offset("INTERRUPT_CLEAR"), value, ALL_BYTES);
    for (unsigned strobes : {0u, 14u}) write(scenario_.offset("INTERRUPT_CLEAR"), 1, strobes);
    bench_.wait(2);
    if (!bench_.irq()) wrong("INTERRUPT_CLEAR without bit 0 clears irq");
    runs_.expect_status(DONE, "after INTERRUPT_CLEAR without bit 0");
    runs_.check(run);
    write(scenario_.offset("INTERRUPT_CLEAR"), 1, ALL_BYTES);
    runs_.expect_status(0, "after INTERRUPT_CLEAR");
    if (bench_.irq()) wrong("irq stays after INTERRUPT_CLEAR");
  }

  // A start forgets how the run before ended, though INTERRUPT_CLEAR did not.
  void start_over_an_end() {
    const Run& run = runs_.any();
    for (uint32_t ended : {DONE, READ_ERROR, WRITE_ERROR, ILLEGAL}) {
      prepare(run);
      if (ended == ILLEGAL) runs_.spoil(run);
      if (ended == READ_ERROR || ended == WRITE_ERROR) {
        Fault fault;
        fault.write = ended == WRITE_ERROR;
        fault.matches = [](uint64_t) { return true; };
        bench_.memory().set_fault(fault);
      }
      runs_.start(run);
      runs_.await_interrupt(run);
      bench_.memory().clear_fault();
      std::string when = ended == DONE ? "after a run" : ended == ILLEGAL ? "after an illegal instruction" : "after an error response";
      runs_.expect_status(ended, when);
      runs_.expect_quiet(when);
      prepare(run);
      bench_.memory().hold(true);  // the run, however short, does not end meanwhile
      runs_.start(run);
      if (bench_.irq()) wrong("irq is 1 after a start");
      runs_.expect_status(RUNNING, "after a start that found it " + hexadecimal(ended));
      bench_.memory().hold(false);
      runs_.finish(run);
    }
  }

  void low_bits() {
    const Run& run = runs_.any();
    prepare(run);
    for (const char* base : BASES) {
      write(scenario_.offset(base), run.value(base) | (1 + static_cast<uint32_t>(runs_.random().below(LOW_BITS))), ALL_BYTES);
    }
    expect_all("with low bits in the bases");
    runs_.start(run);
    runs_.finish(run);
    expect_all("after a run");
  }

  // A soft reset while an error response is on its way: nothing shows, unless the run was over before, by the error or, where it has
  // fewer bursts than that, by itself.
  void reset_with_error(bool write_error, int turn) {
    const Run& run = runs_.any();
    prepare(run);
    Fault fault;
    fault.write = write_error;
    fault.burst = runs_.random().below(4);
    fault.matches = [](uint64_t) { return true; };
    bench_.memory().set_fault(fault);
    runs_.start(run);
    uint64_t end = bench_.cycle() + 200 * run.cycles;
    while (!bench_.memory().fault_happened() && !bench_.irq() && bench_.cycle() < end) bench_.wait(1);
    bench_.wait(static_cast<uint64_t>(turn));
    bool over = bench_.irq();
    write(scenario_.offset("CONTROL"), SOFT_RESET, ALL_BYTES);
    over |= bench_.irq();
    runs_.await_abort(run, "a soft reset together with an error");
    bench_.memory().clear_fault();
    uint32_t status = bench_.read("STATUS");
    uint32_t ended = !bench_.memory().fault_happened() ? DONE : write_error ? WRITE_ERROR : READ_ERROR;
    if (status != (over ? ended : 0)) wrong("STATUS is " + hexadecimal(status) + " after a soft reset together with an error");
    if (!over && bench_.irq()) wrong("irq is 1 after a soft reset together with an error");
    runs_.expect_quiet("after a soft reset together with an error");
    write(scenario_.offset("INTERRUPT_CLEAR"), 1, ALL_BYTES);
    runs_.infer(run);
  }

  Runs& runs_;
  Bench& bench_;
  const Scenario& scenario_;
  std::map<uint32_t, const Register*> known_;
  std::map<uint32_t, uint32_t> model_;  // what the registers that can be read and written hold, by offset
  uint64_t accesses_ = 0;
};
}  // namespace

uint64_t check_registers(Runs& runs) { return RegisterCheck(runs).run(); }
