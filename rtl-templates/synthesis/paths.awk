# Reads the Verilog (which instances a module has), then OpenSTA's summaries (start, end, slack): of the longest path
# from a memory, then of each endpoint's longest. Prints them, and the longest that ends in each module. A register's cell is named after the net it drives, that net after its instances:
# compute.span_reader.x_left_DFFPOSX1_Q.
function module_of(pin,   parts, parent, child, n, i) {
  sub(/\/[A-Z]+$/, "", pin)
  gsub(/\\/, "", pin)
  n = split(pin, parts, ".")
  parent = "lexicore_core"
  for (i = 1; i < n; i++) {
    child = parts[i]
    sub(/\[.*/, "", child)
    # Anything else is a generate block.
    if ((parent, child) in instance) parent = instance[parent, child]
  }
  return parent
}

FILENAME ~ /\.v$/ {
  if ($1 == "module") { within = $2; type = "" }
  else if (match($0, /^ *lexicore_[a-z_0-9]+ /)) type = $1
  if (type != "" && match($0, /[a-z_0-9]+ \(/)) {
    name = substr($0, RSTART, RLENGTH - 2)
    if (name != type) { instance[within, name] = type; type = "" }
  }
  next
}

NF >= 3 && $NF ~ /^-?[0-9.]+$/ {
  start = $1
  end = $2 ~ /^\(/ ? $3 : $2
  time = limit - $NF
  if (FILENAME ~ /memories/) { memory = time; memory_start = start; memory_end = end; next }
  # A net of the core that is also a port has the port's name: the path then counts for the module where it begins.
  place = module_of(index(end, ".") ? end : start)
  if (!(place in worst) || time > worst[place]) { worst[place] = time; from[place] = start; to[place] = end }
  endpoints++
}

END {
  for (place in worst) if (longest == "" || worst[place] > worst[longest]) longest = place
  printf "endpoints        %d\n", endpoints
  printf "longest path     %.2f ns, in %s (limit %.2f ns)\n", worst[longest], longest, limit
  printf "  from           %s\n  to             %s\n", from[longest], to[longest]
  printf "behind memories  %.2f ns\n  from           %s\n  to             %s\n\n", memory, memory_start, memory_end
  printf "%-28s %6s  %s\n", "longest that ends in", "ns", "from, to"
  fflush()
  for (place in worst) printf "%-28s %6.2f  %s, %s\n", place, worst[place], from[place], to[place] | "sort -k2,2nr -k1,1"
  close("sort -k2,2nr -k1,1")
  exit endpoints == 0 || worst[longest] > limit
}
