use crate::Ctx;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub slug: String,
    pub name: String,
}

/// Subjects that belong together, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub name: String,
    pub subjects: Vec<Subject>,
}

/// Everything that can be taught, grouped by area. It is a fixed list of some fifty, so there are no pages.
pub async fn subjects(ctx: &Ctx) -> Result<Vec<Area>, sqlx::Error> {
    let rows = sqlx::query!("SELECT area, slug, name FROM tutors.subject ORDER BY area, name LIMIT 500")
        .fetch_all(&ctx.db)
        .await?;
    let mut areas: Vec<Area> = Vec::new();
    for row in rows {
        if areas.last().is_none_or(|last| last.name != row.area) {
            areas.push(Area { name: row.area, subjects: Vec::new() });
        }
        if let Some(area) = areas.last_mut() {
            area.subjects.push(Subject { slug: row.slug, name: row.name });
        }
    }
    Ok(areas)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    #[tokio::test]
    async fn by_area_and_name() {
        let stage = Stage::new().await;
        let areas = subjects(&stage.ctx).await.unwrap();
        let programming = areas.iter().find(|area| area.name == "Programming").unwrap();
        assert!(programming.subjects.iter().any(|s| s.slug == "cpp" && s.name == "C++"));
        assert!(areas.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
