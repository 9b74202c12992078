"""Writes each trained network as NAME.onnx, with NAME.json beside it, and measures it on the test set.

    python3 export.py [NAME ...] [--data FOLDER] [--checkpoints FOLDER] [--output FOLDER]

The BatchNormalization nodes stay in the graph, unfused, as a training framework leaves them.
"""

import argparse
import hashlib
import json
import os

import torch

import dataset
from recipes import RECIPES, by_name
from train import DEFAULT_DATA, accuracy


def export(network, path):
    """One image in, ten logits out, opset 13."""
    network.eval()
    image = torch.zeros(1, 1, 28, 28)
    # PRESERVE keeps the evaluation mode set above; EVAL would fold every BatchNormalization away.
    torch.onnx.export(
        network, image, path, opset_version=13, training=torch.onnx.TrainingMode.PRESERVE,
        do_constant_folding=False,
        input_names=["image"], output_names=["logits"])


def describe(recipe, epochs, top1, path):
    """What a user of the ONNX file must know and cannot read in it."""
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    image = {"dtype": "uint8", "mean": [recipe.mean], "std": [recipe.std], "layout": "NCHW"}
    return {"inputs": {"image": image}, "float_top1": top1, "test_images": 10000,
            "epochs": epochs, "seed": recipe.seed, "sha256": digest}


def main():
    parser = argparse.ArgumentParser(description="Exports the trained networks as ONNX.")
    parser.add_argument("names", nargs="*", default=[recipe.name for recipe in RECIPES])
    parser.add_argument("--data", default=DEFAULT_DATA)
    parser.add_argument("--checkpoints", default="checkpoints")
    parser.add_argument("--output", default="../networks")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    os.makedirs(arguments.output, exist_ok=True)
    images, labels = dataset.load(arguments.data, "t10k")
    for name in arguments.names:
        recipe = by_name(name)
        state = torch.load(os.path.join(arguments.checkpoints, name + ".pt"))
        network = recipe.build()
        network.load_state_dict(state["network"])
        path = os.path.join(arguments.output, name + ".onnx")
        export(network, path)
        top1 = accuracy(recipe, network, images, labels)
        with open(os.path.join(arguments.output, name + ".json"), "w", encoding="utf-8") as file:
            json.dump(describe(recipe, state["epochs"], round(top1, 2), path), file, indent=2)
            file.write("\n")
        print(f"{name}: {state['epochs']} epochs in {state['seconds']:.0f} s, "
              f"top-1 {top1:.2f} % of {len(labels)} test images")


if __name__ == "__main__":
    main()
