#include "comparison.h"

#include <algorithm>
#include <cstring>

namespace {
// Hexadecimal digits of a little-endian value, leading zeros kept so that lanes can be counted.
std::string hexadecimal(const uint8_t* bytes, size_t count) {
  static const char digits[] = "0123456789abcdef";
  std::string text = "0x";
  for (size_t i = count; i-- > 0;) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

// Bytes in which Verilator keeps a value of so many bytes.
size_t storage(size_t bytes) {
  if (bytes <= 2) return bytes;
  if (bytes <= 4) return 4;
  return bytes <= 8 ? 8 : (bytes + 3) / 4 * 4;
}
}  // namespace

Comparison::Comparison(const Design& design, const TraceReader& trace) : design_(design), trace_(trace) {
  word_bytes_ = trace.parameter("word_bytes");
  while ((size_t(1) << word_log2_) < word_bytes_) word_log2_++;
  add_host();
  add_reads();
  add_writes();
  add_events(trace.parameter("ports"), trace.parameter("rows"), trace.parameter("columns"), trace.parameter("lanes"));
}

void Comparison::add_host() {
  add(PORT_s_axi_awready, Kind::VALID, HOST_WRITE_READY);
  add(PORT_s_axi_wready, Kind::VALID, HOST_WRITE_READY);
  add(PORT_s_axi_bvalid, Kind::VALID, HOST_WRITE_RESPONSE);
  add(PORT_s_axi_bresp, Kind::FIELD, HOST_WRITE_RESPONSE, 0, 1);
  add(PORT_s_axi_arready, Kind::VALID, HOST_READ_READY);
  add(PORT_s_axi_rvalid, Kind::VALID, HOST_READ_DATA);
  add(PORT_s_axi_rdata, Kind::FIELD, HOST_READ_DATA, 0, 4);
  add(PORT_s_axi_rresp, Kind::FIELD, HOST_READ_DATA, 4, 1);
  add(PORT_irq, Kind::VALID, IRQ);
}

void Comparison::add_reads() {
  add(PORT_m_axi_arvalid, Kind::VALID, READ_ADDRESS);
  add(PORT_m_axi_araddr, Kind::FIELD, READ_ADDRESS, 0, 4);
  add(PORT_m_axi_arlen, Kind::FIELD, READ_ADDRESS, 4, 1);
  add(PORT_m_axi_arsize, Kind::SIDEBAND, READ_ADDRESS, 0, 1, word_log2_);
  add(PORT_m_axi_arburst, Kind::SIDEBAND, READ_ADDRESS, 0, 1, 1);
  add(PORT_m_axi_arid, Kind::SIDEBAND, READ_ADDRESS, 0, 1, 0);
  add(PORT_m_axi_arlock, Kind::CONSTANT, READ_ADDRESS, 0, 1, AXLOCK);
  add(PORT_m_axi_arcache, Kind::CONSTANT, READ_ADDRESS, 0, 1, AXCACHE);
  add(PORT_m_axi_arprot, Kind::CONSTANT, READ_ADDRESS, 0, 1, AXPROT);
  add(PORT_m_axi_arqos, Kind::CONSTANT, READ_ADDRESS, 0, 1, AXQOS);
  add(PORT_m_axi_rready, Kind::CONSTANT, READ_DATA, 0, 1, 1);
}

void Comparison::add_writes() {
  add(PORT_m_axi_awvalid, Kind::VALID, WRITE_ADDRESS);
  add(PORT_m_axi_awaddr, Kind::FIELD, WRITE_ADDRESS, 0, 4);
  add(PORT_m_axi_awlen, Kind::FIELD, WRITE_ADDRESS, 4, 1);
  add(PORT_m_axi_awsize, Kind::SIDEBAND, WRITE_ADDRESS, 0, 1, word_log2_);
  add(PORT_m_axi_awburst, Kind::SIDEBAND, WRITE_ADDRESS, 0, 1, 1);
  add(PORT_m_axi_awid, Kind::SIDEBAND, WRITE_ADDRESS, 0, 1, 0);
  add(PORT_m_axi_awlock, Kind::CONSTANT, WRITE_ADDRESS, 0, 1, AXLOCK);
  add(PORT_m_axi_awcache, Kind::CONSTANT, WRITE_ADDRESS, 0, 1, AXCACHE);
  add(PORT_m_axi_awprot, Kind::CONSTANT, WRITE_ADDRESS, 0, 1, AXPROT);
  add(PORT_m_axi_awqos, Kind::CONSTANT, WRITE_ADDRESS, 0, 1, AXQOS);
  add(PORT_m_axi_wvalid, Kind::VALID, WRITE_DATA);
  add(PORT_m_axi_wdata, Kind::STROBED, WRITE_DATA, 0, word_bytes_);
  add(PORT_m_axi_wstrb, Kind::FIELD, WRITE_DATA, word_bytes_, 8);
  add(PORT_m_axi_wlast, Kind::FIELD, WRITE_DATA, word_bytes_ + 8, 1);
  add(PORT_m_axi_bready, Kind::CONSTANT, WRITE_RESPONSE, 0, 1, 1);
}

void Comparison::add_events(uint64_t ports, uint64_t rows, uint64_t columns, uint64_t lanes) {
  add(PORT_event_dispatch, Kind::BITS, DISPATCH, 0, 1);
  add(PORT_event_issue, Kind::BITS, ISSUE, 0, 1);
  add(PORT_event_retire, Kind::BITS, RETIRE, 0, 1);
  add(PORT_event_decode, Kind::VALID, DECODE);
  add(PORT_event_decode_data, Kind::FIELD, DECODE, 0, ports * rows);
  add(PORT_event_pass_start, Kind::VALID, PASS_START);
  add(PORT_event_pass_end, Kind::VALID, PASS_END);
  add(PORT_event_accumulate, Kind::VALID, ACCUMULATE);
  add(PORT_event_accumulate_address, Kind::FIELD, ACCUMULATE, 0, 2);
  add(PORT_event_accumulate_data, Kind::FIELD, ACCUMULATE, 2, columns * 4);
  add(PORT_event_result, Kind::VALID, RESULT);
  add(PORT_event_result_address, Kind::FIELD, RESULT, 0, 4);
  add(PORT_event_result_data, Kind::FIELD, RESULT, 4, lanes);
}

void Comparison::add(Port port, Kind kind, Group group, size_t offset, size_t bytes, uint64_t constant) {
  const PortView& view = design_.port(port);
  // AXI IDs are an optional port: a master that uses one ID may leave them out.
  if (!view.data && (port == PORT_m_axi_arid || port == PORT_m_axi_awid)) return;
  if (!view.data) throw TraceError(std::string("the design has no port ") + view.name);
  bool data = port == PORT_event_decode_data || port == PORT_event_accumulate_data || port == PORT_event_result_data
      || port == PORT_m_axi_wdata;
  if (data && view.bytes != storage(bytes)) {
    throw TraceError(std::string("the design is not the one of the trace: the width of ") + view.name + " is another");
  }
  if (kind >= Kind::FIELD && kind != Kind::SIDEBAND && offset + bytes > trace_.payload_bytes(group)) {
    throw TraceError(std::string("the trace's groups are too short for ") + view.name);
  }
  signals_.push_back({port, kind, group, offset, bytes, constant, view.data});
}

bool Comparison::compared(const Signal& signal, const Record& record) const {
  return signal.kind < Kind::FIELD || (record.mask & group_bit(signal.group));
}

bool Comparison::matches(const Signal& signal, const Record& record) const {
  bool present = record.mask & group_bit(signal.group);
  switch (signal.kind) {
    case Kind::VALID:
      return *signal.data == (present ? 1 : 0);
    case Kind::BITS:
      return *signal.data == (present ? *record.payload[signal.group] : 0);
    case Kind::CONSTANT:
    case Kind::SIDEBAND:
      return *signal.data == signal.constant;
    case Kind::STROBED:
      return matches_strobed(signal, record.payload[signal.group]);
    case Kind::FIELD:
      break;
  }
  const uint8_t* expected = record.payload[signal.group] + signal.offset;
  size_t held = std::min(signal.bytes, design_.port(signal.port).bytes);
  if (std::memcmp(signal.data, expected, held) != 0) return false;
  // What a narrower port cannot hold (an address's high bits, say) must be 0 in the trace.
  return std::all_of(expected + held, expected + signal.bytes, [](uint8_t byte) { return byte == 0; });
}

// Bytes without a strobe are written nowhere: they may be what an earlier use of the result buffer left.
bool Comparison::matches_strobed(const Signal& signal, const uint8_t* expected) const {
  const uint8_t* strobes = expected + word_bytes_;
  for (size_t i = 0; i < signal.bytes; i++) {
    if ((strobes[i / 8] >> i % 8 & 1) && signal.data[i] != expected[i]) return false;
  }
  return true;
}

bool Comparison::equal(const Record& record) {
  bool equal = true;
  for (const Signal& signal : signals_) {
    if (!compared(signal, record)) continue;
    values_++;
    equal &= matches(signal, record);
  }
  return equal;
}

std::vector<Divergence> Comparison::differences(const Record& record, uint64_t cycle) const {
  std::vector<Divergence> found;
  for (const Signal& signal : signals_) {
    if (!compared(signal, record) || matches(signal, record)) continue;
    const PortView& view = design_.port(signal.port);
    bool present = record.mask & group_bit(signal.group);
    uint64_t plain = signal.kind == Kind::VALID ? present : signal.constant;
    const uint8_t* expected = reinterpret_cast<const uint8_t*>(&plain);
    if (signal.kind == Kind::FIELD || signal.kind == Kind::STROBED || (signal.kind == Kind::BITS && present)) {
      expected = record.payload[signal.group] + signal.offset;
    }
    found.push_back({cycle, view.name, hexadecimal(expected, signal.bytes),
                     hexadecimal(view.data, std::min(signal.bytes, view.bytes))});
  }
  return found;
}
