#include "watch.h"

namespace {
const char* const NAMES[] = {"load", "compute", "drain", "store"};
constexpr int UNITS = 4;
constexpr size_t QUEUE = 4;
constexpr unsigned INSTRUCTION_BYTES = 64;
constexpr unsigned WAITS = 8, WAIT_BITS = 16;  // bits 71:8 of an instruction, a wait for each unit in their order
const Port MOVES[] = {PORT_event_decode, PORT_event_pass_start, PORT_event_pass_end, PORT_event_accumulate, PORT_event_result};

std::string number(uint64_t value) { return std::to_string(value); }
}  // namespace

void Watch::start(uint64_t program, uint64_t instructions, uint64_t cycle) {
  for (Unit& unit : units_) unit = Unit();
  program_ = program;
  instructions_ = instructions;
  next_ = 0;
  moved_ = cycle;
}

void Watch::units(uint64_t dispatch, uint64_t issue, uint64_t retire) {
  for (int u = 0; u < UNITS; u++) {
    if (dispatch >> u & 1) units_[u].dispatched.push_back(next_++);
    units_[u].issued += issue >> u & 1;
    units_[u].retired += retire >> u & 1;
  }
}

void Watch::observe(uint64_t cycle) {
  uint64_t dispatch = design_.get(PORT_event_dispatch), issue = design_.get(PORT_event_issue), retire = design_.get(PORT_event_retire);
  units(dispatch, issue, retire);
  bool moves = dispatch || issue || retire;
  for (Port port : MOVES) moves |= design_.get(port) != 0;
  auto handshake = [this](Port valid, Port ready) { return design_.bit(valid) && design_.bit(ready); };
  bool read = handshake(PORT_m_axi_arvalid, PORT_m_axi_arready), data = handshake(PORT_m_axi_rvalid, PORT_m_axi_rready);
  bool write = handshake(PORT_m_axi_awvalid, PORT_m_axi_awready), answer = handshake(PORT_m_axi_bvalid, PORT_m_axi_bready);
  bursts(read - (data && design_.bit(PORT_m_axi_rlast)), write - answer);
  moves |= read || data || write || answer || handshake(PORT_m_axi_wvalid, PORT_m_axi_wready);
  if (moves) moved_ = cycle;
}

uint64_t Watch::taken() const {
  uint64_t taken = next_;
  for (const Unit& unit : units_) taken += unit.issued;
  return taken;
}

std::string Watch::state(const Fetch& fetch) const {
  std::string text = fetching();
  for (int u = 0; u < UNITS; u++) text += "; " + unit(u, fetch);
  return text + "; " + bus();
}

std::string Watch::fetching() const {
  if (next_ >= instructions_) return "fetch: all " + number(instructions_) + " instructions dispatched";
  std::string full;
  for (int u = 0; u < UNITS; u++) {
    if (units_[u].dispatched.size() - units_[u].issued >= QUEUE) full += std::string(full.empty() ? "" : ", ") + NAMES[u];
  }
  return "fetch: waits with instruction " + number(next_) + " of " + number(instructions_)
      + (full.empty() ? " for its words" : ", full queues: " + full);
}

std::string Watch::unit(int number_, const Fetch& fetch) const {
  const Unit& unit = units_[number_];
  std::string text = std::string(NAMES[number_]) + ": ";
  bool running = unit.issued > unit.retired;
  if (running && unit.retired < unit.dispatched.size()) {
    text += "instruction " + number(unit.dispatched[unit.retired]) + " issued and not retired";
    if (number_ == 0) text += reads_ > 0 ? ", waits for rvalid" : ", waits for its words";
    if (number_ == 3) text += writes_ > 0 ? ", waits for bvalid" : ", waits for its write";
  }
  if (unit.issued < unit.dispatched.size()) {
    uint64_t head = unit.dispatched[unit.issued];
    text += (running ? ", " : "") + ("instruction " + number(head)) + tokens(head, fetch);
  } else if (!running) {
    text += "waits for instructions, " + number(unit.retired) + " retired";
  }
  return text;
}

std::string Watch::tokens(uint64_t instruction, const Fetch& fetch) const {
  uint64_t low = 0, high = 0;
  uint64_t at = program_ + INSTRUCTION_BYTES * instruction;
  if (!fetch(at, low) || !fetch(at + 8, high)) return " at the head of its queue, not issued";
  std::string text;
  for (int u = 0; u < UNITS; u++) {
    unsigned bit = WAITS + WAIT_BITS * u;
    uint64_t field = bit + WAIT_BITS <= 64 ? low >> bit : low >> bit | high << (64 - bit);
    uint16_t wait = static_cast<uint16_t>(field);
    if (static_cast<int16_t>(static_cast<uint16_t>(units_[u].retired) - wait) >= 0) continue;
    text += std::string(text.empty() ? " waits for " : " and ") + NAMES[u] + " to retire " + number(wait) + ", which has retired "
        + number(units_[u].retired);
  }
  return text.empty() ? " has its tokens and does not issue" : text;
}

std::string Watch::bus() const {
  std::string text;
  auto waits = [&](Port valid, Port ready, const char* what) {
    if (design_.bit(valid) && !design_.bit(ready)) text += std::string(text.empty() ? "" : ", ") + what;
  };
  waits(PORT_m_axi_arvalid, PORT_m_axi_arready, "arvalid waits for arready");
  waits(PORT_m_axi_awvalid, PORT_m_axi_awready, "awvalid waits for awready");
  waits(PORT_m_axi_wvalid, PORT_m_axi_wready, "wvalid waits for wready");
  if (reads_ > 0) text += (text.empty() ? "" : ", ") + number(reads_) + " reads outstanding";
  if (writes_ > 0) text += (text.empty() ? "" : ", ") + number(writes_) + " writes outstanding";
  return "bus: " + (text.empty() ? "idle" : text);
}
