#include "memory.h"

#include <algorithm>
#include <cstring>

const std::vector<Profile> PROFILES = {
    {"none", 0, 1, 1, 0, WriteOrder::FREE},
    {"light", 10, 2, 24, 0, WriteOrder::ADDRESS_FIRST},
    {"heavy", 70, 1, 120, 0, WriteOrder::FREE},
    {"bursty", 5, 4, 40, 300, WriteOrder::FREE},
    {"together", 10, 1, 24, 0, WriteOrder::TOGETHER},
    {"data first", 10, 1, 24, 0, WriteOrder::DATA_FIRST},
    {"any order", 30, 1, 40, 0, WriteOrder::MIXED},
};

namespace {
// Longer than any pause and any run of stalls.
constexpr uint64_t TOO_LONG = 2000;
}  // namespace

Memory::Memory(Design& design, const Profile& profile, uint64_t seed, size_t word_bytes)
    : design_(design), profile_(profile), random_(seed), word_(word_bytes), order_seed_(seed) {}

void Memory::set_fault(const Fault& fault) {
  fault_ = fault;
  fault_set_ = true;
  fault_happened_ = false;
  fault_count_ = 0;
}

void Memory::clear_fault() { fault_set_ = false; }

bool Memory::faulty(bool write, uint64_t address) {
  if (!fault_set_ || fault_.write != write || !fault_.matches(address)) return false;
  return fault_count_++ == fault_.burst;
}

void Memory::sample() {
  bool address = design_.bit(PORT_m_axi_awvalid);
  bool data = design_.bit(PORT_m_axi_wvalid);
  address_waits_ = address && !design_.bit(PORT_m_axi_awready);
  data_waits_ = data && !design_.bit(PORT_m_axi_wready);
  address_alone_ = address_waits_ && !data ? address_alone_ + 1 : 0;
  data_alone_ = data_waits_ && !address ? data_alone_ + 1 : 0;
  accept_write();
  accept_data();
  answer_writes();
  accept_read();
  if (design_.bit(PORT_m_axi_rvalid)) {
    if (++reads_.front().done == reads_.front().beats) reads_.pop_front();
  }
  if (design_.bit(PORT_m_axi_bvalid)) responses_.pop_front();
  cycle_++;
}

void Memory::accept_read() {
  if (!design_.bit(PORT_m_axi_arvalid) || !design_.bit(PORT_m_axi_arready)) return;
  Burst burst{design_.get(PORT_m_axi_araddr), static_cast<unsigned>(design_.get(PORT_m_axi_arlen)) + 1, 0, later(), -1, {}, {}};
  if (faulty(false, burst.address)) burst.faulty = static_cast<int>(std::min(fault_.beat, burst.beats - 1));
  size_t count = burst.beats * word_;
  if (random_.percent(50) && burst.address + count <= bytes_.size()) {
    burst.data.assign(bytes_.begin() + static_cast<long>(burst.address), bytes_.begin() + static_cast<long>(burst.address + count));
  }
  reads_.push_back(burst);
}

void Memory::accept_write() {
  if (!design_.bit(PORT_m_axi_awvalid) || !design_.bit(PORT_m_axi_awready)) return;
  addresses_taken_++;
  auto burst = std::find_if(writes_.begin(), writes_.end(), [](const Burst& b) { return !b.addressed; });
  if (burst == writes_.end()) burst = writes_.insert(burst, Burst{});
  burst->addressed = true;
  burst->address = design_.get(PORT_m_axi_awaddr);
  burst->beats = static_cast<unsigned>(design_.get(PORT_m_axi_awlen)) + 1;
  if (faulty(true, burst->address)) burst->faulty = 0;
}

void Memory::accept_data() {
  if (!design_.bit(PORT_m_axi_wvalid) || !design_.bit(PORT_m_axi_wready)) return;
  auto place = std::find_if(writes_.begin(), writes_.end(), [](const Burst& b) { return !b.written; });
  if (place == writes_.end()) place = writes_.insert(place, Burst{});
  Burst& burst = *place;
  const uint8_t* data = design_.port(PORT_m_axi_wdata).data;
  uint64_t strobes = design_.get(PORT_m_axi_wstrb);
  for (size_t lane = 0; lane < word_; lane++) {
    burst.data.push_back(data[lane]);
    burst.enabled.push_back(strobes >> lane & 1);
  }
  burst.written = design_.bit(PORT_m_axi_wlast);
  bursts_written_ += burst.written;
}

// Never before both address and last data were taken.
void Memory::answer_writes() {
  while (!writes_.empty() && writes_.front().addressed && writes_.front().written) {
    writes_.front().due = later();
    responses_.push_back(std::move(writes_.front()));
    writes_.pop_front();
  }
}

WriteOrder Memory::order_of(uint64_t burst) const {
  if (profile_.order != WriteOrder::MIXED) return profile_.order;
  constexpr WriteOrder orders[] = {WriteOrder::FREE, WriteOrder::ADDRESS_FIRST, WriteOrder::TOGETHER, WriteOrder::DATA_FIRST};
  return orders[Random(order_seed_ + burst).below(4)];
}

std::string Memory::deadlock() const {
  if (address_alone_ > TOO_LONG) {
    return "wvalid waits for awready: a write address has been offered without data for " + std::to_string(address_alone_)
        + " cycles, and this memory takes it only with data (AXI4 forbids the manager to wait, IHI 0022 A3.3.1)";
  }
  if (data_alone_ > TOO_LONG) {
    return "awvalid waits for wready: write data have been offered without their address for " + std::to_string(data_alone_)
        + " cycles, and this memory takes them only after it (AXI4 forbids the manager to wait, IHI 0022 A3.3.1)";
  }
  return "";
}

void Memory::commit(const Burst& burst) {
  for (size_t i = 0; i < burst.data.size(); i++) {
    if (burst.enabled[i] && burst.address + i < bytes_.size()) bytes_[burst.address + i] = burst.data[i];
  }
}

bool Memory::held_back() {
  if (profile_.longest_pause && cycle_ >= pause_next_) {
    pause_until_ = cycle_ + random_.below(profile_.longest_pause + 1);
    pause_next_ = pause_until_ + 1 + random_.below(4 * profile_.longest_pause);
  }
  return held_ || cycle_ < pause_until_ || random_.percent(profile_.stall_percent);
}

void Memory::drive() {
  design_.set(PORT_m_axi_arready, !held_back());
  drive_writes();
  drive_read();
  drive_response();
}

// A memory that waits for a valid sees it in the cycle before: no path leads from the design's outputs to its inputs.
void Memory::drive_writes() {
  bool takes_address = !held_back();
  bool takes_data = !held_back();
  switch (order_of(addresses_taken_)) {
    case WriteOrder::TOGETHER:
      takes_address &= address_waits_ && data_waits_ && addresses_taken_ == bursts_written_;
      break;
    case WriteOrder::DATA_FIRST:
      takes_address &= bursts_written_ > addresses_taken_;
      break;
    default:
      break;
  }
  bool addressed = addresses_taken_ > bursts_written_;
  switch (order_of(bursts_written_)) {
    case WriteOrder::ADDRESS_FIRST:
      takes_data &= addressed;
      break;
    case WriteOrder::TOGETHER:
      takes_data &= addressed || (takes_address && address_waits_ && order_of(addresses_taken_) == WriteOrder::TOGETHER);
      break;
    default:
      break;
  }
  design_.set(PORT_m_axi_awready, takes_address);
  design_.set(PORT_m_axi_wready, takes_data);
}

void Memory::drive_read() {
  // The master's rready is always 1 (the checker holds it to that), so a beat lasts one cycle.
  bool ready = !reads_.empty() && cycle_ >= reads_.front().due && !held_back();
  design_.set(PORT_m_axi_rvalid, ready);
  if (!ready) return;
  const Burst& burst = reads_.front();
  std::vector<uint8_t> beat(word_, 0xA5);
  uint64_t at = burst.address + burst.done * word_;
  if (!burst.data.empty()) std::memcpy(beat.data(), burst.data.data() + burst.done * word_, word_);
  else if (at + word_ <= bytes_.size()) std::memcpy(beat.data(), bytes_.data() + at, word_);
  bool fails = burst.faulty == static_cast<int>(burst.done);
  fault_happened_ |= fails;
  design_.set(PORT_m_axi_rdata, beat.data(), word_);
  design_.set(PORT_m_axi_rlast, burst.done + 1 == burst.beats);
  design_.set(PORT_m_axi_rresp, fails ? fault_.response : 0);
}

void Memory::drive_response() {
  bool ready = !responses_.empty() && cycle_ >= responses_.front().due && !held_back();
  design_.set(PORT_m_axi_bvalid, ready);
  if (!ready) return;
  commit(responses_.front());
  bool fails = responses_.front().faulty >= 0;
  fault_happened_ |= fails;
  design_.set(PORT_m_axi_bresp, fails ? fault_.response : 0);
}
