import pytest

from quizapp.notes.formulas import known_name


@pytest.mark.parametrize(
    ("tex", "name"),
    [
        (r"\sigma(z) = \frac{1}{1 + e^{-z}}", "Sigmoid"),
        (r"f(x)=\frac{1}{1+\exp(-x)}", "Sigmoid"),
        (r"L(y, p) = - y \log p - (1 - y) \log (1 - p)", "Binary cross-entropy"),
        (
            r"L = -\left[ t \ln \hat{y} + (1 - t) \ln\left(1 - \hat{y}\right) \right]",
            "Binary cross-entropy",
        ),
        (r"p_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}", "Softmax"),
        (r"\text{softmax}(x)_i = \frac{\exp(x_i)}{\sum_j \exp(x_j)}", "Softmax"),
        (r"H = -\sum_{i} y_i \log p_i", "Cross-entropy"),
        (r"\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}", "Hyperbolic tangent"),
        (r"f(x) = \max(0, x)", "ReLU"),
        (r"E = \frac{1}{n} \sum_{i=1}^n (y_i - \hat{y}_i)^2", "Mean squared error"),
        (
            r"\mathrm{softmax}\left(\frac{Q K^T}{\sqrt{d_k}}\right) V",
            "Scaled dot-product attention",
        ),
        (r"w = w - \eta \nabla L", "Gradient descent step"),
        (r"P(A \mid B) = \frac{P(B|A) P(A)}{P(B)}", "Bayes' theorem"),
        (r"a^2 + b^2 = c^2", "Pythagorean theorem"),
        (r"e^{i\pi} = -1", "Euler's formula"),
    ],
)
def test_a_well_known_formula_is_known_by_its_shape(tex, name):
    assert known_name(tex, "en") == name


@pytest.mark.parametrize(
    "tex",
    [
        r"f'(x) = \frac{dy}{dx}",
        r"f(x) = \frac{1}{1 + e^{x}}",
        r"L = -y \log p - (1 - q) \log(1 - p)",
        r"P(A|B) = \frac{P(B|A) P(C)}{P(B)}",
        r"E = \frac{1}{n} \sum_i |y_i - p_i|",
        "x",
    ],
)
def test_another_formula_has_no_name(tex):
    assert known_name(tex, "en") == ""


def test_the_name_is_in_the_language_of_the_notes():
    assert known_name(r"f(x) = \max(0, x)", "ru") == "ReLU"
    assert known_name(r"a^2 + b^2 = c^2", "ru") == "Теорема Пифагора"
