"""Reads and writes gzipped IDX files, the format of MNIST and Fashion-MNIST."""

import gzip
import struct

import numpy


def read(path):
    """The array of unsigned bytes in the gzipped IDX file, in the shape its header states."""
    with gzip.open(path) as file:
        content = file.read()
    zeros, kind, dimensions = struct.unpack(">HBB", content[:4])
    if zeros != 0 or kind != 8:
        raise ValueError(f"{path}: not an IDX file of unsigned bytes")
    start = 4 + 4 * dimensions
    shape = struct.unpack(f">{dimensions}I", content[4:start])
    return numpy.frombuffer(content, numpy.uint8, offset=start).reshape(shape)


def write(path, array):
    """Writes an array of unsigned bytes; the gzip header has no time or name, so equal arrays give equal files."""
    header = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(header + array.tobytes())
