"""Measures the exported networks again with ONNX Runtime, which shares no code with the training.

    python3 check.py [NAME ...] [--data FOLDER] [--networks FOLDER]

Needs `pip install onnxruntime numpy`, not PyTorch. Exit status 1 if a hash or an accuracy is not the one in
NAME.json; an accuracy may be one image in a thousand off, where two logits all but tie.
"""

import argparse
import glob
import hashlib
import json
import os
import sys

import numpy
import onnxruntime

import idx

DEFAULT_DATA = "/usr/share/datasets/fashion-mnist"
TOLERANCE = 0.1  # percent


def top1(path, image, pixels, labels):
    """The share of images whose largest logit is their label, in percent."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    inputs = ((pixels - numpy.float32(image["mean"][0])) / numpy.float32(image["std"][0]))[:, None, None]
    guesses = [session.run(["logits"], {"image": sample})[0].argmax() for sample in inputs]
    return 100.0 * numpy.mean(numpy.array(guesses) == labels)


def main():
    parser = argparse.ArgumentParser(description="Measures the exported networks with ONNX Runtime.")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--data", default=DEFAULT_DATA)
    parser.add_argument("--networks", default="../networks")
    arguments = parser.parse_args()
    pixels = idx.read(os.path.join(arguments.data, "t10k-images-idx3-ubyte.gz")).astype(numpy.float32)
    labels = idx.read(os.path.join(arguments.data, "t10k-labels-idx1-ubyte.gz"))
    found = sorted(path[:-5] for path in glob.glob(os.path.join(arguments.networks, "*.onnx")))
    paths = [os.path.join(arguments.networks, name) for name in arguments.names] or found
    failures = 0 if paths else 1
    for path in paths:
        with open(path + ".json", encoding="utf-8") as file:
            stated = json.load(file)
        with open(path + ".onnx", "rb") as file:
            same = hashlib.sha256(file.read()).hexdigest() == stated["sha256"]
        measured = top1(path + ".onnx", stated["inputs"]["image"], pixels, labels)
        close = abs(measured - stated["float_top1"]) <= TOLERANCE
        failures += not (same and close)
        print(f"{os.path.basename(path)}: top-1 {measured:.2f} %, stated {stated['float_top1']:.2f} %, "
              f"sha256 {'equal' if same else 'DIFFERENT'}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
