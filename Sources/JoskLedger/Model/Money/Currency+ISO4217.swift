extension Currency {
    /// The number of digits after the decimal point of every active ISO 4217 currency that has a minor unit, by its
    /// alphabetic code.
    ///
    /// The dollar has 2 digits (cents), the yen none.
    ///
    /// Source: ISO 4217, list one (current currency and funds codes), as published on 2026-01-01. The 13 codes whose
    /// minor unit is listed as "N.A." are left out, because no amount can be counted in them: metals (XAG, XAU, XPD,
    /// XPT), units of account (XBA, XBB, XBC, XBD, XDR, XSU, XUA), the test code XTS, and XXX, which means no currency.
    static let exponentsByCode: [String: Int] = [
        "AED": 2, "AFN": 2, "ALL": 2, "AMD": 2, "AOA": 2, "ARS": 2, "AUD": 2, "AWG": 2, "AZN": 2, "BAM": 2,
        "BBD": 2, "BDT": 2, "BHD": 3, "BIF": 0, "BMD": 2, "BND": 2, "BOB": 2, "BOV": 2, "BRL": 2, "BSD": 2,
        "BTN": 2, "BWP": 2, "BYN": 2, "BZD": 2, "CAD": 2, "CDF": 2, "CHE": 2, "CHF": 2, "CHW": 2, "CLF": 4,
        "CLP": 0, "CNY": 2, "COP": 2, "COU": 2, "CRC": 2, "CUP": 2, "CVE": 2, "CZK": 2, "DJF": 0, "DKK": 2,
        "DOP": 2, "DZD": 2, "EGP": 2, "ERN": 2, "ETB": 2, "EUR": 2, "FJD": 2, "FKP": 2, "GBP": 2, "GEL": 2,
        "GHS": 2, "GIP": 2, "GMD": 2, "GNF": 0, "GTQ": 2, "GYD": 2, "HKD": 2, "HNL": 2, "HTG": 2, "HUF": 2,
        "IDR": 2, "ILS": 2, "INR": 2, "IQD": 3, "IRR": 2, "ISK": 0, "JMD": 2, "JOD": 3, "JPY": 0, "KES": 2,
        "KGS": 2, "KHR": 2, "KMF": 0, "KPW": 2, "KRW": 0, "KWD": 3, "KYD": 2, "KZT": 2, "LAK": 2, "LBP": 2,
        "LKR": 2, "LRD": 2, "LSL": 2, "LYD": 3, "MAD": 2, "MDL": 2, "MGA": 2, "MKD": 2, "MMK": 2, "MNT": 2,
        "MOP": 2, "MRU": 2, "MUR": 2, "MVR": 2, "MWK": 2, "MXN": 2, "MXV": 2, "MYR": 2, "MZN": 2, "NAD": 2,
        "NGN": 2, "NIO": 2, "NOK": 2, "NPR": 2, "NZD": 2, "OMR": 3, "PAB": 2, "PEN": 2, "PGK": 2, "PHP": 2,
        "PKR": 2, "PLN": 2, "PYG": 0, "QAR": 2, "RON": 2, "RSD": 2, "RUB": 2, "RWF": 0, "SAR": 2, "SBD": 2,
        "SCR": 2, "SDG": 2, "SEK": 2, "SGD": 2, "SHP": 2, "SLE": 2, "SOS": 2, "SRD": 2, "SSP": 2, "STN": 2,
        "SVC": 2, "SYP": 2, "SZL": 2, "THB": 2, "TJS": 2, "TMT": 2, "TND": 3, "TOP": 2, "TRY": 2, "TTD": 2,
        "TWD": 2, "TZS": 2, "UAH": 2, "UGX": 0, "USD": 2, "USN": 2, "UYI": 0, "UYU": 2, "UYW": 4, "UZS": 2,
        "VED": 2, "VES": 2, "VND": 0, "VUV": 0, "WST": 2, "XAD": 2, "XAF": 0, "XCD": 2, "XCG": 2, "XOF": 0,
        "XPF": 0, "YER": 2, "ZAR": 2, "ZMW": 2, "ZWG": 2,
    ]
}

// The most common currencies by name. `Currency(code:)` returns the others.
extension Currency {
    /// Australian dollar: two decimal digits.
    public static let aud = Currency(iso: "AUD", exponent: 2)

    /// Brazilian real: two decimal digits.
    public static let brl = Currency(iso: "BRL", exponent: 2)

    /// Canadian dollar: two decimal digits.
    public static let cad = Currency(iso: "CAD", exponent: 2)

    /// Swiss franc: two decimal digits.
    public static let chf = Currency(iso: "CHF", exponent: 2)

    /// Chinese yuan renminbi: two decimal digits.
    public static let cny = Currency(iso: "CNY", exponent: 2)

    /// Czech koruna: two decimal digits.
    public static let czk = Currency(iso: "CZK", exponent: 2)

    /// Danish krone: two decimal digits.
    public static let dkk = Currency(iso: "DKK", exponent: 2)

    /// Euro: two decimal digits.
    public static let eur = Currency(iso: "EUR", exponent: 2)

    /// Pound sterling: two decimal digits.
    public static let gbp = Currency(iso: "GBP", exponent: 2)

    /// Hong Kong dollar: two decimal digits.
    public static let hkd = Currency(iso: "HKD", exponent: 2)

    /// Hungarian forint: two decimal digits.
    public static let huf = Currency(iso: "HUF", exponent: 2)

    /// Indian rupee: two decimal digits.
    public static let inr = Currency(iso: "INR", exponent: 2)

    /// Japanese yen: whole units only.
    public static let jpy = Currency(iso: "JPY", exponent: 0)

    /// South Korean won: whole units only.
    public static let krw = Currency(iso: "KRW", exponent: 0)

    /// Kuwaiti dinar: three decimal digits.
    public static let kwd = Currency(iso: "KWD", exponent: 3)

    /// Mexican peso: two decimal digits.
    public static let mxn = Currency(iso: "MXN", exponent: 2)

    /// Norwegian krone: two decimal digits.
    public static let nok = Currency(iso: "NOK", exponent: 2)

    /// New Zealand dollar: two decimal digits.
    public static let nzd = Currency(iso: "NZD", exponent: 2)

    /// Polish zloty: two decimal digits.
    public static let pln = Currency(iso: "PLN", exponent: 2)

    /// Swedish krona: two decimal digits.
    public static let sek = Currency(iso: "SEK", exponent: 2)

    /// Singapore dollar: two decimal digits.
    public static let sgd = Currency(iso: "SGD", exponent: 2)

    /// United States dollar: two decimal digits.
    public static let usd = Currency(iso: "USD", exponent: 2)

    /// South African rand: two decimal digits.
    public static let zar = Currency(iso: "ZAR", exponent: 2)
}
