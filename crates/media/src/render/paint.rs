//! The work itself: decode within limits, scale, turn, convert colours, encode.

use super::{Made, Plan, Rendition, RenditionError, widths_for};
use crate::likeness::likeness_of;
use crate::probe::check_size;
use crate::{Format, Refused, container, probe, tint};
use fast_image_resize::Resizer;
use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::io::Cursor;
use webp::{Encoder, WebPConfig};

/// Makes the renditions in this process. For tests and for the child; a server calls
/// [`super::make_renditions`], because here only the limits stand between it and a decoder's mistake.
pub fn make_renditions_here(original: &[u8], plan: &Plan) -> Result<Made, RenditionError> {
    let about = probe(original, &plan.limits)?;
    let source = decode(original, plan)?;
    let orientation = Orientation::from_exif(about.orientation).unwrap_or(Orientation::NoTransforms);
    let turned = about.orientation >= 5;
    let (mut tint, mut likeness) = (None, None);
    let mut renditions = Vec::new();
    for width in widths_for(plan, about.width) {
        let height = height_at(width, &about);
        let stored = if turned { (height, width) } else { (width, height) };
        let mut picture = scale(&source.picture, stored)?;
        picture.apply_orientation(orientation);
        let pixels = Pixels::of(picture, source.colours.as_ref());
        // The narrowest is made first, and stands for all.
        if tint.is_none() {
            let flat = pixels.flat();
            (tint, likeness) = (Some(tint::tint_of(&flat)), likeness_of(&flat));
        }
        let bytes = encode(&pixels, plan)?;
        renditions.push(Rendition { width, height, mime: "image/webp", bytes });
    }
    Ok(Made { width: about.width, height: about.height, tint: tint.unwrap_or(0), likeness, renditions })
}

fn height_at(width: u32, about: &crate::Probe) -> u32 {
    let exact = f64::from(width) * f64::from(about.height) / f64::from(about.width);
    (exact.round() as u32).max(1)
}

struct Source {
    picture: DynamicImage,
    /// Only when it is a profile for red, green and blue that we understand.
    colours: Option<ColorProfile>,
}

fn decode(original: &[u8], plan: &Plan) -> Result<Source, RenditionError> {
    let bytes = Cursor::new(original);
    match container::walk(original)?.format {
        Format::Jpeg => decode_by(JpegDecoder::new(bytes).map_err(refusal)?, plan),
        Format::Png => decode_by(PngDecoder::with_limits(bytes, image_limits(plan)).map_err(refusal)?, plan),
        Format::Gif => decode_by(GifDecoder::new(bytes).map_err(refusal)?, plan),
        Format::WebP => decode_by(WebPDecoder::new(bytes).map_err(refusal)?, plan),
    }
}

fn decode_by(mut decoder: impl ImageDecoder, plan: &Plan) -> Result<Source, RenditionError> {
    // The walker and the decoder may understand a hostile header differently: judge both readings.
    let (width, height) = decoder.dimensions();
    check_size(width, height, &plan.limits)?;
    let (needed, limit) = (decoder.total_bytes(), plan.memory * 5 / 8);
    if needed > limit {
        return Err(Refused::NeedsTooMuchMemory { needed, limit }.into());
    }
    decoder.set_limits(image_limits(plan)).map_err(refusal)?;
    let colours = decoder.icc_profile().ok().flatten().and_then(|profile| rgb_profile(&profile));
    let picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    Ok(Source { picture, colours })
}

fn image_limits(plan: &Plan) -> image::Limits {
    let mut limits = image::Limits::no_limits();
    limits.max_image_width = Some(plan.limits.side);
    limits.max_image_height = Some(plan.limits.side);
    limits.max_alloc = Some(plan.memory);
    limits
}

fn refusal(error: ImageError) -> RenditionError {
    match error {
        ImageError::Limits(_) => RenditionError::OutOfMemory,
        error => Refused::damaged(error).into(),
    }
}

fn rgb_profile(bytes: &[u8]) -> Option<ColorProfile> {
    const LONGEST: usize = 4 << 20;
    if bytes.len() > LONGEST {
        return None;
    }
    ColorProfile::new_from_slice(bytes).ok().filter(|profile| profile.color_space == DataColorSpace::Rgb)
}

fn scale(source: &DynamicImage, (width, height): (u32, u32)) -> Result<DynamicImage, RenditionError> {
    if (source.width(), source.height()) == (width, height) {
        return Ok(source.clone());
    }
    let mut target = DynamicImage::new(width, height, source.color());
    Resizer::new().resize(source, &mut target, None).map_err(Refused::damaged)?;
    Ok(target)
}

/// Eight bits a channel, in the colours of the web.
enum Pixels {
    Opaque(RgbImage),
    Clear(RgbaImage),
}

impl Pixels {
    fn of(picture: DynamicImage, colours: Option<&ColorProfile>) -> Pixels {
        let mut pixels = if picture.color().has_alpha() {
            let picture = picture.into_rgba8();
            if picture.pixels().all(|pixel| pixel.0[3] == 255) {
                Pixels::Opaque(DynamicImage::ImageRgba8(picture).into_rgb8())
            } else {
                Pixels::Clear(picture)
            }
        } else {
            Pixels::Opaque(picture.into_rgb8())
        };
        if let Some(colours) = colours {
            pixels.convert(colours);
        }
        pixels
    }

    /// Brings colours of a profile to sRGB. A profile that cannot be applied is ignored: the picture is
    /// then a little off in colour, as it is in every viewer that ignores profiles.
    fn convert(&mut self, colours: &ColorProfile) {
        let (layout, samples): (Layout, &mut [u8]) = match self {
            Pixels::Opaque(picture) => (Layout::Rgb, picture),
            Pixels::Clear(picture) => (Layout::Rgba, picture),
        };
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        if let Ok(transform) = colours.create_transform_8bit(layout, &srgb, layout, options) {
            let from = samples.to_vec();
            if transform.transform(&from, samples).is_err() {
                samples.copy_from_slice(&from);
            }
        }
    }

    /// The picture on white.
    fn flat(&self) -> RgbImage {
        match self {
            Pixels::Opaque(picture) => picture.clone(),
            Pixels::Clear(picture) => RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
                let [r, g, b, a] = picture.get_pixel(x, y).0;
                let over = |c: u8| ((u16::from(c) * u16::from(a) + 255 * u16::from(255 - a)) / 255) as u8;
                image::Rgb([over(r), over(g), over(b)])
            }),
        }
    }

    fn encoder(&self) -> (Encoder<'_>, u64) {
        match self {
            Pixels::Opaque(picture) => (
                Encoder::from_rgb(picture, picture.width(), picture.height()),
                u64::from(picture.width()) * u64::from(picture.height()),
            ),
            Pixels::Clear(picture) => (
                Encoder::from_rgba(picture, picture.width(), picture.height()),
                u64::from(picture.width()) * u64::from(picture.height()),
            ),
        }
    }
}

/// Encodes, and once more with less quality when the first is longer than the plan aims at.
fn encode(pixels: &Pixels, plan: &Plan) -> Result<Vec<u8>, RenditionError> {
    let (encoder, count) = pixels.encoder();
    let aim = u64::from(plan.aim_at_640) * count / (640 * 427);
    let quality = f32::from(plan.quality.min(100));
    let first = encode_at(&encoder, quality)?;
    if first.len() as u64 <= aim.max(2048) {
        return Ok(first);
    }
    let excess = first.len() as f32 / aim.max(2048) as f32;
    // Measured on photographs: ten points of quality are worth about a sixth of the length.
    let lower = (quality - 12.0 - 30.0 * (excess - 1.0)).max(40.0).min(quality);
    let second = encode_at(&encoder, lower)?;
    Ok(if second.len() < first.len() { second } else { first })
}

fn encode_at(encoder: &Encoder<'_>, quality: f32) -> Result<Vec<u8>, RenditionError> {
    let mut config =
        WebPConfig::new().map_err(|()| RenditionError::BadAnswer("no encoder configuration".into()))?;
    config.quality = quality;
    config.method = 4;
    match encoder.encode_advanced(&config) {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(webp::WebPEncodingError::VP8_ENC_ERROR_OUT_OF_MEMORY) => Err(RenditionError::OutOfMemory),
        Err(error) => Err(Refused::damaged(format!("it could not be encoded: {error:?}")).into()),
    }
}
