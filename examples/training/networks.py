"""The three convolutional networks of the examples, all for one 28x28 grey image and ten classes.

They read a normalised image of shape [N, 1, 28, 28] and give logits of shape [N, 10]. Every part has a
name, because the names of the modules become the names of the weights and layers in the ONNX file.
"""

from collections import OrderedDict

from torch import nn


def named(**modules):
    """A sequence of modules under the names given."""
    return nn.Sequential(OrderedDict(modules))


def conv_bn(inputs, outputs, kernel, stride=1):
    """A same-padded convolution without bias, followed by batch normalisation."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return named(conv=conv, norm=nn.BatchNorm2d(outputs))


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut, which is a strided 1x1 projection where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = conv_bn(inputs, outputs, 3, stride)
        self.second = conv_bn(outputs, outputs, 3)
        same_shape = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same_shape else conv_bn(inputs, outputs, 1, stride)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.second(self.relu(self.first(x))) + self.shortcut(x))


def stage(inputs, outputs, stride):
    """Three residual blocks, of which the first changes the width and takes the stride."""
    return named(
        block1=ResidualBlock(inputs, outputs, stride),
        block2=ResidualBlock(outputs, outputs, 1),
        block3=ResidualBlock(outputs, outputs, 1))


def resnet20():
    """ResNet-20 as for CIFAR (He et al. 2016): stages of 16, 32 and 64 channels, with projection shortcuts."""
    return named(
        stem=conv_bn(1, 16, 3), relu=nn.ReLU(),
        stage1=stage(16, 16, 1), stage2=stage(16, 32, 2), stage3=stage(32, 64, 2),
        pool=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten(), classifier=nn.Linear(64, 10))


def vgg():
    """A plain network of widths that are no powers of two.

    It holds what ResNet-20 lacks: a 5x5 first layer, max pooling, a biased convolution without batch
    normalisation, average pooling with a window, and two fully connected layers.
    """
    return named(
        conv1=conv_bn(1, 24, 5), relu1=nn.ReLU(), pool1=nn.MaxPool2d(2),
        conv2=conv_bn(24, 48, 3), relu2=nn.ReLU(),
        conv3=conv_bn(48, 48, 3), relu3=nn.ReLU(), pool3=nn.MaxPool2d(2),
        conv4=nn.Conv2d(48, 96, 3, padding=1), relu4=nn.ReLU(),
        # Without count_include_pad=False the exporter writes a Pad node that pads by nothing.
        conv5=conv_bn(96, 96, 3), relu5=nn.ReLU(), pool5=nn.AvgPool2d(7, count_include_pad=False),
        flatten=nn.Flatten(), fc1=nn.Linear(96, 80), relu6=nn.ReLU(), fc2=nn.Linear(80, 10))


class TinyCnn(nn.Module):
    """A few thousand weights: a strided convolution, a residual addition, max and global average pooling."""

    def __init__(self):
        super().__init__()
        self.stem = conv_bn(1, 8, 3)
        self.down = conv_bn(8, 16, 3, stride=2)
        self.body = conv_bn(16, 16, 3)
        self.relu = nn.ReLU()
        self.tail = named(
            max_pool=nn.MaxPool2d(2), mean_pool=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten(),
            classifier=nn.Linear(16, 10))

    def forward(self, x):
        x = self.relu(self.down(self.relu(self.stem(x))))
        return self.tail(self.relu(self.body(x) + x))
