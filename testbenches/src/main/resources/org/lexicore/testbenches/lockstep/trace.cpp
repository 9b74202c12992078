#include "trace.h"

#include <cstring>

namespace {
constexpr size_t BATCH = size_t(1) << 20;
constexpr size_t LONGEST_ADVANCE = 10;
const char MAGIC[] = "LXTRACE2";
const char* const GROUP_NAMES[GROUP_COUNT] = {
    "host_write", "host_write_ready", "host_write_response", "host_read", "host_read_ready", "host_read_data", "irq", "read_address", "read_address_ready",
    "read_data", "write_address", "write_address_ready", "write_data", "write_data_ready", "write_response", "dispatch",
    "issue", "retire", "decode", "pass_start", "pass_end", "accumulate", "result"};

// The header is written by the simulator, one flat object with one list: a search for the key is enough of a parser.
uint64_t integer_after(const std::string& text, size_t from, const std::string& key) {
  size_t at = from == std::string::npos ? from : text.find('"' + key + '"', from);
  if (at == std::string::npos) throw TraceError("the trace's header has no \"" + key + "\"");
  at = text.find_first_of("0123456789", text.find(':', at));
  if (at == std::string::npos) throw TraceError("the trace's header gives no number for \"" + key + "\"");
  return std::stoull(text.substr(at, 20));
}
}  // namespace

TraceReader::TraceReader(FILE* file) : file_(file), buffer_(2 * BATCH) {
  need(12);
  if (end_ < 12 || std::memcmp(buffer_.data(), MAGIC, 8) != 0) {
    throw TraceError(std::string("not a trace: it does not begin with ") + MAGIC);
  }
  uint32_t length;
  std::memcpy(&length, buffer_.data() + 8, 4);
  at_ = 12;
  if (length > BATCH) throw TraceError("the trace's header is too long");
  need(length);
  if (end_ - at_ < length) throw TraceError("the trace ends in its header");
  header_.assign(reinterpret_cast<const char*>(buffer_.data()) + at_, length);
  at_ += length;
  record_bytes_ = LONGEST_ADVANCE + 4;
  for (int group = 0; group < GROUP_COUNT; group++) {
    size_t name = header_.find('"' + std::string(GROUP_NAMES[group]) + '"');
    bytes_[group] = integer_after(header_, name, "bytes");
    record_bytes_ += bytes_[group];
  }
  if (record_bytes_ > BATCH) throw TraceError("the trace's records are too long");
  record_.cycle = ~uint64_t(0);
}

uint64_t TraceReader::parameter(const char* name) const { return integer_after(header_, 0, name); }

void TraceReader::need(size_t bytes) {
  if (end_ - at_ >= bytes || exhausted_) return;
  std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
  end_ -= at_;
  at_ = 0;
  while (end_ < bytes && !exhausted_) {
    size_t got = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_);
    end_ += got;
    exhausted_ = got == 0;
  }
}

uint8_t TraceReader::byte() {
  if (at_ == end_) throw TraceError("the trace is cut short");
  return buffer_[at_++];
}

const Record& TraceReader::next() {
  need(record_bytes_);
  uint64_t advance = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t part = byte();
    advance |= uint64_t(part & 0x7F) << shift;
    if (!(part & 0x80)) break;
    if (shift >= 56) throw TraceError("the trace is malformed: a cycle number is too long");
  }
  record_.cycle += advance;
  if (end_ - at_ < 4) throw TraceError("the trace is cut short");
  std::memcpy(&record_.mask, buffer_.data() + at_, 4);
  at_ += 4;
  if (advance == 0 || record_.mask >> GROUP_COUNT) throw TraceError("the trace is malformed");
  for (uint32_t rest = record_.mask; rest; rest &= rest - 1) {
    int group = __builtin_ctz(rest);
    record_.payload[group] = buffer_.data() + at_;
    at_ += bytes_[group];
  }
  if (at_ > end_) throw TraceError("the trace is cut short");
  return record_;
}
